package dev.nightshift.tls.chain;

import dev.nightshift.kit.Text;
import dev.nightshift.tls.endpoint.HostName;
import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;

/// The names in a certificate, and whether it is good for a host (RFC 9525).
public final class Names {
    private static final int DNS = 2;
    private static final int IP = 7;
    private static final int SHOWN = 120;

    private Names() {}

    /// Whether a subject alternative name is the host. The common name has no say (RFC 9525 2).
    ///
    /// @param host canonical: a lower-case name, or an address, which is only compared with
    ///     addresses (6.4)
    public static boolean match(X509Certificate certificate, String host) {
        Optional<InetAddress> literal = HostName.literal(host);
        return literal.isPresent()
                ? alternatives(certificate, IP)
                        .anyMatch(name -> HostName.literal(name).equals(literal))
                : alternatives(certificate, DNS).anyMatch(name -> matches(name.toLowerCase(Locale.ROOT), host));
    }

    /// The DNS names and addresses it is good for, as far as they can be read.
    static List<String> alternatives(X509Certificate certificate) {
        return Stream.concat(alternatives(certificate, DNS), alternatives(certificate, IP))
                .toList();
    }

    /// The subject for people: its common name, else all of it, else the first alternative name.
    public static String subject(X509Certificate certificate) {
        String subject = shown(certificate.getSubjectX500Principal());
        return subject.isEmpty()
                ? alternatives(certificate).stream()
                        .findFirst()
                        .map(name -> Text.printable(name, SHOWN))
                        .orElse("a certificate without names")
                : subject;
    }

    /// The common name, else the whole name, on one harmless line.
    static String shown(X500Principal principal) {
        String name = principal.getName(X500Principal.RFC2253);
        try {
            return new LdapName(name)
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN") && part.getValue() instanceof String)
                            .map(part -> Text.printable(String.valueOf(part.getValue()), SHOWN))
                            .findFirst()
                            .orElse(Text.printable(name, SHOWN));
        } catch (InvalidNameException e) {
            return Text.printable(name, SHOWN);
        }
    }

    /// A wildcard is the whole left-most label, and stands for exactly one (RFC 9525 6.3).
    private static boolean matches(String pattern, String host) {
        if (!pattern.startsWith("*.")) {
            return pattern.equals(host);
        }
        int dot = host.indexOf('.');
        return dot > 0 && host.substring(dot).equals(pattern.substring(1));
    }

    private static Stream<String> alternatives(X509Certificate certificate, int type) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Stream.empty()
                    : names.stream()
                            .filter(name -> name.get(0) instanceof Integer kind && kind == type)
                            .map(name -> String.valueOf(name.get(1)));
        } catch (CertificateParsingException e) {
            return Stream.empty();
        }
    }
}
