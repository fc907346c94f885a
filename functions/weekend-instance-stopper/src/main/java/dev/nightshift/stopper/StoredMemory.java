package dev.nightshift.stopper;

import dev.nightshift.kit.aws.StoredObject;
import dev.nightshift.kit.aws.StoredObject.Content;
import dev.nightshift.kit.aws.StoredObject.Version;
import dev.nightshift.kit.aws.StoredObject.Written;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/// The memory as one small object of S3.
final class StoredMemory implements Memory {
    /// What a memory has at most: a few fingerprints.
    static final int MAX_BYTES = 10_000;

    private static final Logger LOG = LogManager.getLogger(StoredMemory.class);

    private final StoredObject object;
    private Version seen = Version.NONE;

    StoredMemory(StoredObject object) {
        this.object = object;
    }

    @Override
    public Told recall() {
        Content content = object.read();
        seen = content.version();
        return content.text().map(text -> Told.parse("state", text)).orElse(Told.NOTHING);
    }

    @Override
    public void keep(Told told) {
        switch (object.write(told.json(), "application/json", seen)) {
            case Written.Done done -> seen = done.version();
            case Written.Lost lost -> LOG.warn("Another run has told people meanwhile: its memory is kept");
        }
    }
}
