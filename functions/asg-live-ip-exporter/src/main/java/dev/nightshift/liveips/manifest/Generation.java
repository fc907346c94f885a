package dev.nightshift.liveips.manifest;

import dev.nightshift.kit.Sha256;

/// Names a text by its content: equal texts are one generation, wherever they lie. (An ETag would not do: under SSE-KMS
/// it is no digest of the content. *Checking object integrity*, Amazon S3 user guide.)
public final class Generation {
    private Generation() {}

    /// SHA-256 in hexadecimal.
    public static String of(String body) {
        return Sha256.hex(body);
    }
}
