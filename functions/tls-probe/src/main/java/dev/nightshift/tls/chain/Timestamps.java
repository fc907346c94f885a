package dev.nightshift.tls.chain;

import dev.nightshift.tls.wire.Der;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// When logs of Certificate Transparency were shown a certificate (RFC 6962 3.2, 3.3), as it says itself; the logs'
/// signatures are not checked.
final class Timestamps {
    private static final String EXTENSION = "1.3.6.1.4.1.11129.2.4.2";
    private static final int VERSION_1 = 0;
    private static final int LOG_ID = 32;

    private Timestamps() {}

    static Optional<Instant> earliest(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(EXTENSION);
        if (extension == null) {
            return Optional.empty();
        }
        try {
            // OCTET STRING { OCTET STRING { a list in TLS's own encoding } }
            return Der.values(ByteBuffer.wrap(extension)).stream()
                    .flatMap(octets -> octets.inside().stream())
                    .flatMap(octets -> timestamps(octets.content().slice()))
                    .min(Comparator.naturalOrder());
        } catch (IllegalArgumentException | IndexOutOfBoundsException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static Stream<Instant> timestamps(ByteBuffer octets) {
        ByteBuffer list = next(octets);
        Stream.Builder<Instant> found = Stream.builder();
        while (list.hasRemaining()) {
            ByteBuffer timestamp = next(list);
            if (timestamp.get(0) == VERSION_1) {
                found.add(Instant.ofEpochMilli(timestamp.getLong(1 + LOG_ID)));
            }
        }
        return found.build();
    }

    private static ByteBuffer next(ByteBuffer from) {
        int length = from.getShort() & 0xffff;
        ByteBuffer part = from.slice(from.position(), length);
        from.position(from.position() + length);
        return part;
    }
}
