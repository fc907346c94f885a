package dev.nightshift.local.ops.certs.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that may be anything, of any size.
final class BoundedFile {
    /// The certificates of all public authorities take a quarter of a megabyte.
    static final int MOST_BYTES = 16 * 1024 * 1024;

    private BoundedFile() {}

    /// All of it, or one byte more than there may be.
    static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES + 1);
        }
    }

    /// Why something cannot be read.
    static String reason(IOException e) {
        return e instanceof AccessDeniedException
                ? "cannot be read: permission denied"
                : "cannot be read: " + e.getMessage();
    }
}
