package dev.nightshift.local.aws.policy;

import dev.nightshift.local.aws.wire.Place;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Who calls with which access key, and which roles there are to assume.
public final class Principals {
    private final Map<String, Principal> byAccessKey = new ConcurrentHashMap<>();
    private final Map<String, Role> byArn = new ConcurrentHashMap<>();
    private final AtomicInteger keys = new AtomicInteger();

    public void register(String accessKey, Principal principal) {
        byAccessKey.put(accessKey, principal);
    }

    public void register(Role role) {
        byArn.put(role.arn(), role);
    }

    public Principal of(String accessKey) {
        return byAccessKey.getOrDefault(accessKey, Principal.unrestricted(Place.DEFAULT_ACCOUNT));
    }

    public Optional<Role> role(String arn) {
        return Optional.ofNullable(byArn.get(arn));
    }

    /// A new access key for somebody.
    ///
    /// @param kind `ASIA` for a session, `AKIA` for a user: IAM identifiers, IAM User Guide
    public String keyOf(String kind, Principal principal) {
        String accessKey = "%s%016d".formatted(kind, keys.incrementAndGet());
        byAccessKey.put(accessKey, principal);
        return accessKey;
    }

    /// From now on nobody calls with this access key.
    public void revoke(String accessKey) {
        byAccessKey.put(accessKey, Principal.NOBODY);
    }
}
