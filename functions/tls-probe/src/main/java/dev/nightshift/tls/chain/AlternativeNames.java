package dev.nightshift.tls.chain;

import dev.nightshift.tls.endpoint.HostName;
import dev.nightshift.tls.wire.Der;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// The subject alternative names that a TLS server is asked for (RFC 5280 4.2.1.6), read entry by entry.
///
/// The JDK gives none at all when it cannot read one of them. OpenSSL and browsers ignore that one.
///
/// @param dns the DNS names as they stand there
/// @param addresses the IP addresses
/// @param unreadable the entries of these two kinds that are no name and no address, in words
record AlternativeNames(List<String> dns, List<InetAddress> addresses, List<String> unreadable) {
    private static final String EXTENSION = "2.5.29.17";
    private static final int DNS = 0x82;
    private static final int IP = 0x87;

    static AlternativeNames of(X509Certificate certificate) {
        AlternativeNames names = new AlternativeNames(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        byte[] extension = certificate.getExtensionValue(EXTENSION);
        if (extension != null) {
            try {
                // OCTET STRING { SEQUENCE OF GeneralName }
                Der.values(ByteBuffer.wrap(extension)).stream()
                        .flatMap(octets -> octets.inside().stream())
                        .flatMap(list -> list.inside().stream())
                        .forEach(names::add);
            } catch (IllegalArgumentException e) {
                names.unreadable.add("the rest of the list");
            }
        }
        return names;
    }

    /// All of them in words.
    List<String> all() {
        return Stream.concat(dns.stream(), addresses.stream().map(HostName::shown))
                .toList();
    }

    /// Whether the JDK reads none of them, so that clients in Java accept the certificate for no name.
    static boolean areHiddenFromJava(X509Certificate certificate) {
        try {
            Collection<List<?>> read = certificate.getSubjectAlternativeNames();
            return certificate.getExtensionValue(EXTENSION) != null && (read == null || read.isEmpty());
        } catch (CertificateParsingException e) {
            return true;
        }
    }

    private void add(Der name) {
        switch (name.tag()) {
            case DNS -> dns.add(name.text());
            case IP -> address(name);
            default -> {
                // Mailboxes, URIs and others name no TLS server by its host.
            }
        }
    }

    private void address(Der name) {
        byte[] bytes = new byte[name.content().remaining()];
        name.content().slice().get(bytes);
        try {
            addresses.add(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            unreadable.add("an IP address of " + bytes.length + " bytes");
        }
    }
}
