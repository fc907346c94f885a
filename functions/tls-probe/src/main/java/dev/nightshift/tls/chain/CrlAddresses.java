package dev.nightshift.tls.chain;

import dev.nightshift.tls.wire.Der;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Where a certificate says that its issuer's revocation lists are (RFC 5280 4.2.1.13).
///
/// @param http the first of the addresses that can be asked: not `https`, which would need a certificate to be checked
///     first, and not `ldap`, which names no host
/// @param others what else it says, in words
record CrlAddresses(List<URI> http, List<String> others) {
    private static final String EXTENSION = "2.5.29.31";
    private static final int CONTEXT_0 = 0xa0;
    private static final int URI_NAME = 0x86;
    private static final int MOST = 4;

    /// Entry by entry: one that cannot be read hides no other.
    static CrlAddresses of(X509Certificate certificate) {
        CrlAddresses addresses = new CrlAddresses(new ArrayList<>(), new ArrayList<>());
        byte[] extension = certificate.getExtensionValue(EXTENSION);
        if (extension != null) {
            try {
                // OCTET STRING { SEQUENCE OF SEQUENCE { [0] { [0] { [6] URI, ... } }, ... } }
                Der.values(ByteBuffer.wrap(extension)).stream()
                        .flatMap(octets -> octets.inside().stream())
                        .flatMap(points -> points.inside().stream())
                        .forEach(addresses::addPoint);
            } catch (IllegalArgumentException e) {
                addresses.others.add("addresses that cannot be read");
            }
        }
        return addresses;
    }

    /// Whether it names a list at all.
    boolean isEmpty() {
        return http.isEmpty() && others.isEmpty();
    }

    private void addPoint(Der point) {
        List<Der> names = inside(point, CONTEXT_0)
                .flatMap(name -> inside(name, CONTEXT_0))
                .flatMap(fullName -> fullName.inside().stream())
                .toList();
        names.stream().filter(name -> name.tag() == URI_NAME).map(Der::text).forEach(this::addUri);
        if (names.stream().noneMatch(name -> name.tag() == URI_NAME)) {
            others.add("a place without an address");
        }
    }

    private void addUri(String text) {
        try {
            // Windows' authority writes spaces.
            URI address = new URI(text.strip().replace(" ", "%20"));
            if ("http".equalsIgnoreCase(address.getScheme()) && address.getHost() != null && http.size() < MOST) {
                http.add(address);
                return;
            }
        } catch (URISyntaxException e) {
            // It is told like others that are not asked.
        }
        others.add(text);
    }

    private static Stream<Der> inside(Der value, int tag) {
        return value.inside().stream().filter(part -> part.tag() == tag);
    }
}
