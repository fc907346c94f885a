package dev.nightshift.tls.chain;

import dev.nightshift.tls.wire.Der;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// Where a certificate says that something of its issuer is.
///
/// @param http the first of the addresses that can be asked: not `https`, which would need a certificate to be checked
///     first, and not `ldap`, which names no host
/// @param others what else it says, in words
record NamedAddresses(List<URI> http, List<String> others) {
    private static final String LISTS = "2.5.29.31";
    private static final String ACCESS = "1.3.6.1.5.5.7.1.1";
    private static final String ISSUERS = "1.3.6.1.5.5.7.48.2";
    private static final int CONTEXT_0 = 0xa0;
    private static final int URI_NAME = 0x86;
    private static final int MOST = 4;

    /// Those of the revocation lists (RFC 5280 4.2.1.13).
    static NamedAddresses ofLists(X509Certificate certificate) {
        // SEQUENCE OF SEQUENCE { [0] { [0] { [6] URI, ... } }, ... }
        return of(certificate, LISTS, NamedAddresses::addPoint);
    }

    /// Those of the issuer's certificate (RFC 5280 4.2.2.1).
    static NamedAddresses ofIssuers(X509Certificate certificate) {
        // SEQUENCE OF SEQUENCE { OID, [6] URI }
        return of(certificate, ACCESS, NamedAddresses::addAccess);
    }

    /// Entry by entry: one that cannot be read hides no other.
    private static NamedAddresses of(
            X509Certificate certificate, String extension, BiConsumer<NamedAddresses, Der> adding) {
        NamedAddresses addresses = new NamedAddresses(new ArrayList<>(), new ArrayList<>());
        byte[] value = certificate.getExtensionValue(extension);
        if (value != null) {
            try {
                Der.values(ByteBuffer.wrap(value)).stream()
                        .flatMap(octets -> octets.inside().stream())
                        .flatMap(entries -> entries.inside().stream())
                        .forEach(entry -> adding.accept(addresses, entry));
            } catch (IllegalArgumentException e) {
                addresses.others.add("addresses that cannot be read");
            }
        }
        return addresses;
    }

    private void addAccess(Der entry) {
        List<Der> parts = entry.inside();
        if (parts.size() == 2 && parts.getFirst().oid().equals(ISSUERS)) {
            addName(parts.getLast());
        }
    }

    private void addName(Der name) {
        if (name.tag() == URI_NAME) {
            addUri(name.text());
        } else {
            others.add("a place without an address");
        }
    }

    /// Whether it names nothing.
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
