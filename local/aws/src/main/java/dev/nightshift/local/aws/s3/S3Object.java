package dev.nightshift.local.aws.s3;

import dev.nightshift.local.aws.wire.Checksum;
import dev.nightshift.local.aws.wire.Octets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// One version of an object.
///
/// @param octets the content, a character for each byte
/// @param checksums those that its writer sent, as the headers that name them
/// @param metadata as the headers that name it
public record S3Object(
        String octets,
        String contentType,
        Map<String, String> checksums,
        Map<String, String> metadata,
        String versionId,
        Instant lastModified) {
    /// Keeps copies.
    public S3Object {
        checksums = new TreeMap<>(checksums);
        metadata = new TreeMap<>(metadata);
    }

    /// The content as UTF-8.
    public String text() {
        return Octets.utf8(octets);
    }

    /// As headers write it, with its quotation marks. S3 makes other ETags of the same content under other kinds of
    /// encryption: it says nothing but that two are equal.
    public String etag() {
        return '"' + HexFormat.of().formatHex(Checksum.MD5.of(octets)) + '"';
    }
}
