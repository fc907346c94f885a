package dev.nightshift.kit.aws;

import dev.nightshift.kit.Notified;
import dev.nightshift.kit.SettingsException;
import dev.nightshift.kit.aws.StoredObject.Content;
import dev.nightshift.kit.aws.StoredObject.Version;
import dev.nightshift.kit.aws.StoredObject.Written;
import java.util.Optional;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import software.amazon.awssdk.core.exception.SdkException;

/// A memory as one object of the bucket, written only over what was read.
///
/// What cannot be understood is copied to a second object, `…-unreadable.json`, before it is written over.
public final class StoredState<T> implements StateStore<T> {
    private static final Logger LOG = LogManager.getLogger(StoredState.class);
    private static final int MAX_FINDINGS_BYTES = 4 * 1024 * 1024;
    private static final String JSON = "application/json";

    private final StoredObject object;
    private final StoredObject unreadable;
    private final T none;
    private final Function<String, T> parse;
    private final Function<T, String> write;

    /// @param name the object's key without `.json`
    /// @param none what the very first run has
    /// @param parse throws a [SettingsException] for what cannot be understood
    public StoredState(
            Resources resources,
            String name,
            int maxBytes,
            T none,
            Function<String, T> parse,
            Function<T, String> write) {
        this.object = resources.object(name + ".json", maxBytes);
        this.unreadable = resources.object(name + "-unreadable.json", maxBytes);
        this.none = none;
        this.parse = parse;
        this.write = write;
    }

    /// A state that consists of findings and nothing else.
    ///
    /// @param name the object's key without `.json`
    public static StateStore<Notified> ofFindings(Resources resources, String name) {
        return new StoredState<>(
                resources,
                name,
                MAX_FINDINGS_BYTES,
                Notified.NOTHING,
                text -> Notified.parse("state", text),
                Notified::json);
    }

    @Override
    public Recalled<T> recall() {
        Content content;
        try {
            content = object.read();
        } catch (SdkException | IllegalStateException e) {
            LOG.error("What people were notified of cannot be read", e);
            Content unknown = new Content(Optional.empty(), Version.NONE);
            return new Recalled<>(none, unknown, Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
        }
        if (content.text().isEmpty()) {
            String why = "there is none: this is the first run, or it was deleted";
            return new Recalled<>(none, content, Optional.of(why), Optional.empty());
        }
        try {
            return new Recalled<>(parse.apply(content.text().get()), content, Optional.empty(), Optional.empty());
        } catch (SettingsException e) {
            return new Recalled<>(none, content, Optional.of(String.valueOf(e.getMessage())), Optional.empty());
        }
    }

    @Override
    public void keep(T value, Recalled<T> seen) {
        if (seen.isUnreadable()) {
            unreadable.write(seen.content().text().orElseThrow(), JSON, unreadable.version());
        }
        if (object.write(write.apply(value), JSON, seen.content().version()) instanceof Written.Lost) {
            LOG.warn("Another run was faster: what it stored is kept");
        }
    }
}
