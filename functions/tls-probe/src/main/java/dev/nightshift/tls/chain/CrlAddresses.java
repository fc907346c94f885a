package dev.nightshift.tls.chain;

import dev.nightshift.tls.wire.Der;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

/// Where a certificate says that its issuer's revocation lists are (RFC 5280 4.2.1.13).
final class CrlAddresses {
    private static final String EXTENSION = "2.5.29.31";
    private static final int CONTEXT_0 = 0xa0;
    private static final int URI_NAME = 0x86;
    private static final int MOST = 4;

    private CrlAddresses() {}

    /// The first of its `http` addresses; none when it has none, or when they cannot be read.
    ///
    /// Not `https`, which would need a certificate to be checked first, and not `ldap`, which
    /// names no host.
    static List<URI> of(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(EXTENSION);
        if (extension == null) {
            return List.of();
        }
        try {
            // OCTET STRING { SEQUENCE OF SEQUENCE { [0] { [0] { [6] URI, ... } }, ... } }
            return Der.values(ByteBuffer.wrap(extension)).stream()
                    .flatMap(octets -> octets.inside().stream())
                    .flatMap(points -> points.inside().stream())
                    .flatMap(point -> inside(point, CONTEXT_0))
                    .flatMap(name -> inside(name, CONTEXT_0))
                    .flatMap(fullName -> inside(fullName, URI_NAME))
                    .map(name -> URI.create(name.text()))
                    .filter(address -> "http".equalsIgnoreCase(address.getScheme()) && address.getHost() != null)
                    .limit(MOST)
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static Stream<Der> inside(Der value, int tag) {
        return value.inside().stream().filter(part -> part.tag() == tag);
    }
}
