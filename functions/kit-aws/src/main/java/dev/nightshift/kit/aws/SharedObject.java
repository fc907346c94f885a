package dev.nightshift.kit.aws;

import dev.nightshift.kit.Pauses;
import dev.nightshift.kit.SettingsException;
import dev.nightshift.kit.StoppedHosts;
import dev.nightshift.kit.aws.StoredObject.Content;
import dev.nightshift.kit.aws.StoredObject.Version;
import dev.nightshift.kit.aws.StoredObject.Written;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// An object of the site's bucket that several functions read, and that a person or a function changes.
///
/// Reading needs `s3:GetObject` on its key, and changing it `s3:PutObject` too.
public final class SharedObject<T> {
    private static final int ATTEMPTS = 5;

    private final StoredObject object;
    private final String source;
    private final T none;
    private final BiFunction<String, String, T> parse;
    private final Function<T, String> write;

    /// @param source how an error names it
    /// @param none what it holds where it does not exist
    /// @param parse reads a text of the named source; throws a [SettingsException] for what cannot be understood
    public SharedObject(
            StoredObject object,
            String source,
            T none,
            BiFunction<String, String, T> parse,
            Function<T, String> write) {
        this.object = object;
        this.source = source;
        this.none = none;
        this.parse = parse;
        this.write = write;
    }

    /// The pauses of the site's functions.
    public static SharedObject<Pauses> pauses(Bucket bucket) {
        return new SharedObject<>(
                new StoredObject(bucket, Pauses.KEY, Pauses.MAX_BYTES),
                "s3://" + bucket.name() + "/" + Pauses.KEY,
                Pauses.NONE,
                Pauses::read,
                Pauses::json);
    }

    /// The hosts that weekend-instance-stopper keeps down. It writes the list anew in each run, so that one that cannot
    /// be understood counts as empty when it is changed.
    public static SharedObject<StoppedHosts> stoppedHosts(Bucket bucket) {
        return new SharedObject<>(
                new StoredObject(bucket, StoppedHosts.KEY, StoppedHosts.MAX_BYTES),
                "s3://" + bucket.name() + "/" + StoppedHosts.KEY,
                StoppedHosts.NONE,
                (source, text) -> {
                    try {
                        return StoppedHosts.read(source, text);
                    } catch (SettingsException e) {
                        return StoppedHosts.NONE;
                    }
                },
                StoppedHosts::json);
    }

    /// What the object holds; nothing where it does not exist.
    ///
    /// @throws SettingsException naming what is wrong with the object
    /// @throws IllegalStateException when it is longer than it may be
    /// @throws software.amazon.awssdk.core.exception.SdkException when S3 does not answer or refuses
    public T read() {
        return value(object.read());
    }

    /// Changes what the object holds, however many others do so at the same time.
    ///
    /// @return what it holds now
    /// @throws IllegalStateException when others were faster five times in a row
    /// @throws SettingsException naming what is wrong with the object, which stays as it is
    /// @throws software.amazon.awssdk.core.exception.SdkException when S3 does not answer or refuses
    public T change(UnaryOperator<T> change) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Content content = object.read();
            T before = value(content);
            T after = change.apply(before);
            if (after.equals(before) || isWritten(after, content.version())) {
                return after;
            }
        }
        throw new IllegalStateException(source + ": was changed by others " + ATTEMPTS + " times in a row: try again");
    }

    private boolean isWritten(T value, Version seen) {
        return object.write(write.apply(value), "application/json", seen) instanceof Written.Done;
    }

    private T value(Content content) {
        return content.text().map(text -> parse.apply(source, text)).orElse(none);
    }
}
