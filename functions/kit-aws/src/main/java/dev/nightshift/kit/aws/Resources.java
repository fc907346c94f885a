package dev.nightshift.kit.aws;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Environment;
import dev.nightshift.kit.Pauses;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What every function of a deployment is given: its bucket, its topic, the clock, and where metrics go.
///
/// @param bucket the site's
/// @param pauses reads the pauses of the site's functions
/// @param topic takes what people are notified of
/// @param metrics takes lines of the embedded metric format, raw
public record Resources(
        Bucket bucket, Supplier<Pauses> pauses, Consumer<Digest> topic, InstantSource clock, PrintStream metrics) {
    /// Those that the deployment's variables name.
    ///
    /// @throws dev.nightshift.kit.SettingsException when a variable is missing
    public static Resources of(Environment environment, Clients clients) {
        Bucket bucket = clients.bucket(
                environment.required(Environment.BUCKET, "the name of the bucket for what outlives a run"));
        return new Resources(
                bucket,
                SharedObject.pauses(bucket)::read,
                Topic.of(environment, clients)::publish,
                InstantSource.system(),
                System.out);
    }

    /// An object of the bucket.
    ///
    /// @param maxBytes the most that its content may have
    public StoredObject object(String key, int maxBytes) {
        return new StoredObject(bucket, key, maxBytes);
    }
}
