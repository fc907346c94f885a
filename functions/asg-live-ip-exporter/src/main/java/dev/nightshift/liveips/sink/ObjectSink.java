package dev.nightshift.liveips.sink;

import dev.nightshift.kit.aws.StoredObject;
import dev.nightshift.kit.aws.StoredObject.Content;
import dev.nightshift.kit.aws.StoredObject.Version;
import dev.nightshift.kit.aws.StoredObject.Written;
import dev.nightshift.liveips.model.Refusals;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.exception.SdkException;

/// An S3 object.
final class ObjectSink implements Sink {
    private final StoredObject object;
    private final String contentType;

    ObjectSink(StoredObject object, String contentType) {
        this.object = object;
        this.contentType = contentType;
    }

    @Override
    public Reading read() {
        try {
            Content content = object.read();
            return new Reading.Held(content.text(), content.version().etag());
        } catch (SdkException e) {
            return new Reading.Unreadable(Refusals.why(e));
        } catch (IllegalStateException | UncheckedIOException e) {
            // It is too large, no text, or ends early.
            return new Reading.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Writing write(String body, String token) {
        try {
            return switch (object.write(body, contentType, new Version(token, ""))) {
                case Written.Done(Version version) -> new Writing.Done();
                case Written.Lost() -> new Writing.Raced();
            };
        } catch (SdkException e) {
            return new Writing.Refused(Refusals.why(e));
        }
    }
}
