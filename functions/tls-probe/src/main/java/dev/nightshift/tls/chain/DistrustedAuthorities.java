package dev.nightshift.tls.chain;

import dev.nightshift.kit.Sha256;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Trust anchors whose certificates browsers or the JDK refuse if they were issued after a day.
///
/// They are known by the fingerprint of the whole certificate, so another authority of the same name is another one.
/// The table names the source of each entry.
public final class DistrustedAuthorities {
    /// Nobody is refused.
    public static final DistrustedAuthorities NONE = new DistrustedAuthorities(Map.of());

    private static final String TABLE = "distrusted-authorities.txt";

    /// What somebody decided about an authority.
    ///
    /// @param who refuses its certificates
    /// @param byTimestamp whether the earliest timestamp of a log says when one was issued, and not its own date
    /// @param last the last good day, in UTC
    private record Decision(String who, boolean byTimestamp, LocalDate last) {
        boolean refuses(X509Certificate leaf) {
            return issued(leaf).isAfter(last);
        }

        LocalDate issued(X509Certificate leaf) {
            Instant own = leaf.getNotBefore().toInstant();
            Instant instant = byTimestamp ? Timestamps.earliest(leaf).orElse(own) : own;
            return LocalDate.ofInstant(instant, ZoneOffset.UTC);
        }
    }

    private static final class Known {
        static final DistrustedAuthorities TABLE = parse(text());

        private static String text() {
            try (InputStream table = Objects.requireNonNull(
                    DistrustedAuthorities.class.getResourceAsStream(DistrustedAuthorities.TABLE))) {
                return new String(table.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final Map<String, List<Decision>> byFingerprint;

    private DistrustedAuthorities(Map<String, List<Decision>> byFingerprint) {
        this.byFingerprint = byFingerprint;
    }

    /// Those that are known here.
    public static DistrustedAuthorities known() {
        return Known.TABLE;
    }

    /// A table: its first lines say what it looks like.
    ///
    /// @throws IllegalArgumentException naming a line that does not
    public static DistrustedAuthorities parse(String table) {
        Map<String, List<Decision>> byFingerprint = new HashMap<>();
        Optional<Decision> decision = Optional.empty();
        for (String line : table.lines().toList()) {
            if (line.startsWith(">")) {
                decision = Optional.of(decision(line));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String fingerprint = line.split(" ", 2)[0];
                if (decision.isEmpty() || !fingerprint.matches("[0-9a-f]{64}")) {
                    throw new IllegalArgumentException(
                            "\"" + line + "\": expected a fingerprint of 64 hexadecimal digits after a decision");
                }
                byFingerprint.merge(
                        fingerprint,
                        List.of(decision.get()),
                        (some, more) ->
                                Stream.concat(some.stream(), more.stream()).toList());
            }
        }
        return new DistrustedAuthorities(byFingerprint);
    }

    private static Decision decision(String line) {
        String[] parts = line.substring(1).strip().split(" *\\| *", -1);
        if (parts.length != 4 || !parts[1].matches("sct|notBefore")) {
            throw new IllegalArgumentException(
                    "\"" + line + "\": expected > WHO | sct or notBefore | YYYY-MM-DD | SOURCE");
        }
        return new Decision(parts[0], parts[1].equals("sct"), LocalDate.parse(parts[2]));
    }

    /// What they mean for a path.
    ///
    /// @param otherwise whether there is another path, to an anchor that has none of these fingerprints
    Optional<Finding> about(TrustPath path, Predicate<Set<String>> otherwise) {
        X509Certificate leaf = path.certificates().getFirst();
        List<Decision> decisions = path.certificates().size() == 1
                ? List.of()
                : byFingerprint.getOrDefault(fingerprint(path.anchor()), List.of());
        List<Decision> refusing =
                decisions.stream().filter(decision -> decision.refuses(leaf)).toList();
        List<Decision> inevitable = refusing.stream()
                .filter(decision -> !otherwise.test(refusedBy(decision.who(), leaf)))
                .toList();
        if (!inevitable.isEmpty()) {
            return Optional.of(finding(Fault.DISTRUSTED_AUTHORITY, path, inevitable));
        }
        return refusing.isEmpty() && !decisions.isEmpty()
                ? Optional.of(finding(Fault.AUTHORITY_PHASED_OUT, path, decisions))
                : Optional.empty();
    }

    private static Finding finding(Fault fault, TrustPath path, List<Decision> decisions) {
        return new Finding(
                fault,
                "certificates of %s are refused %s; this one was issued on %s"
                        .formatted(
                                Names.subject(path.anchor()),
                                decisions.stream()
                                        .map(decision -> "by " + decision.who() + " if issued after " + decision.last())
                                        .collect(Collectors.joining(", ")),
                                decisions.getFirst().issued(path.certificates().getFirst())));
    }

    private Set<String> refusedBy(String who, X509Certificate leaf) {
        return byFingerprint.entrySet().stream()
                .filter(entry -> entry.getValue().stream()
                        .anyMatch(decision -> decision.who().equals(who) && decision.refuses(leaf)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    static String fingerprint(X509Certificate certificate) {
        try {
            return Sha256.hex(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was parsed can be encoded", e);
        }
    }
}
