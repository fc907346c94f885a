package dev.nightshift.local.aws.s3;

import dev.nightshift.local.aws.wire.Octets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A bucket with versions: what is in it, and what people do to it behind the API's back.
public final class S3Bucket {
    private final InstantSource clock;
    private final Map<String, List<S3Object>> versions = new TreeMap<>();

    S3Bucket(InstantSource clock) {
        this.clock = clock;
    }

    /// Puts a text, as somebody in the console does it.
    public void put(String key, String text) {
        put(key, Octets.ofUtf8(text), "text/plain", Map.of(), Map.of());
    }

    /// Deletes an object with all its versions.
    public synchronized void delete(String key) {
        versions.remove(key);
    }

    /// The object's newest version.
    public synchronized Optional<S3Object> object(String key) {
        return versions(key).stream().reduce((older, newer) -> newer);
    }

    /// The object's versions, oldest first.
    public synchronized List<S3Object> versions(String key) {
        return List.copyOf(versions.getOrDefault(key, List.of()));
    }

    /// The keys of all objects.
    public synchronized List<String> keys() {
        return List.copyOf(versions.keySet());
    }

    synchronized S3Object put(
            String key,
            String octets,
            String contentType,
            Map<String, String> checksums,
            Map<String, String> metadata) {
        List<S3Object> all = versions.computeIfAbsent(key, absent -> new ArrayList<>());
        String versionId = "%032d".formatted(all.size() + 1);
        S3Object object = new S3Object(octets, contentType, checksums, metadata, versionId, clock.instant());
        all.add(object);
        return object;
    }
}
