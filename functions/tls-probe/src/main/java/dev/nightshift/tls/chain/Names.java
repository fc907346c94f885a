package dev.nightshift.tls.chain;

import dev.nightshift.kit.Text;
import dev.nightshift.tls.endpoint.HostName;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;

/// The names in a certificate, and whether it is good for a host (RFC 9525).
public final class Names {
    private static final int MOST_NAMED = 3;
    private static final int SHOWN = 120;

    private Names() {}

    /// Whether a subject alternative name is the host. The common name has no say (RFC 9525 2).
    ///
    /// @param host canonical: a lower-case name, or an address, which is only compared with
    ///     addresses (6.4)
    public static boolean match(X509Certificate certificate, String host) {
        AlternativeNames names = AlternativeNames.of(certificate);
        return HostName.literal(host)
                .map(names.addresses()::contains)
                .orElseGet(() -> names.dns().stream().anyMatch(name -> matches(name.toLowerCase(Locale.ROOT), host)));
    }

    /// Why it is not good for a host, for people.
    public static String mismatch(X509Certificate certificate, String host) {
        AlternativeNames names = AlternativeNames.of(certificate);
        List<String> all = names.all();
        String first = String.join(", ", all.subList(0, Math.min(MOST_NAMED, all.size())));
        if (all.isEmpty()) {
            return "no alternative name, so good for nothing; asked for " + host;
        } else if (names.dns().contains(host) && HostName.literal(host).isPresent()) {
            return host + " is one of its DNS names, but clients look for an address among its IP addresses";
        }
        return all.size() <= MOST_NAMED
                ? "good for " + first + ", not for " + host
                : "good for " + all.size() + " names (" + first + ", ...), none of them " + host;
    }

    /// What is odd about its names, if that hides them from some clients.
    public static Optional<String> oddity(X509Certificate certificate) {
        List<String> unreadable = AlternativeNames.of(certificate).unreadable();
        boolean hidden = AlternativeNames.areHiddenFromJava(certificate);
        return unreadable.isEmpty() && !hidden
                ? Optional.empty()
                : Optional.of(subject(certificate) + " has an alternative name that cannot be read"
                        + (unreadable.isEmpty() ? "" : ": " + String.join(", ", unreadable))
                        + (hidden ? "; Java clients then accept it for no name" : ""));
    }

    /// The DNS names and addresses it is good for, as far as they can be read.
    static List<String> alternatives(X509Certificate certificate) {
        return AlternativeNames.of(certificate).all();
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
        return attribute(principal, "CN").orElseGet(() -> whole(principal));
    }

    /// The organisation, else the common name, else the whole name, likewise.
    static String authority(X500Principal principal) {
        return attribute(principal, "O").orElseGet(() -> shown(principal));
    }

    private static String whole(X500Principal principal) {
        return Text.printable(principal.getName(X500Principal.RFC2253), SHOWN);
    }

    private static Optional<String> attribute(X500Principal principal, String type) {
        try {
            return new LdapName(principal.getName(X500Principal.RFC2253))
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase(type) && part.getValue() instanceof String)
                            .map(part -> Text.printable(String.valueOf(part.getValue()), SHOWN))
                            .findFirst();
        } catch (InvalidNameException e) {
            return Optional.empty();
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
}
