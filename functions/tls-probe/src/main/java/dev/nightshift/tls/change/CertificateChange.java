package dev.nightshift.tls.change;

import dev.nightshift.tls.chain.Leaf;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Compares a certificate with those that were served before. What a normal renewal brings is no change: later dates,
/// another key, more names, another intermediate of the same organisation.
public final class CertificateChange {
    private static final int MOST_NAMED = 5;
    // RFC 5280 4.2.1.12.
    private static final Map<String, String> USAGES = Map.of(
            "1.3.6.1.5.5.7.3.1", "TLS servers",
            "1.3.6.1.5.5.7.3.2", "TLS clients",
            "1.3.6.1.5.5.7.3.3", "signing code",
            "1.3.6.1.5.5.7.3.4", "protecting email",
            "1.3.6.1.5.5.7.3.8", "time stamps",
            "1.3.6.1.5.5.7.3.9", "signing OCSP answers");
    private static final String ANY_USAGE = "2.5.29.37.0";
    // Authorities change their names: DigiCert, Inc. and DigiCert Inc, Google Trust Services LLC and without.
    private static final Set<String> LEGAL_FORMS = Set.of(
            "inc",
            "llc",
            "ltd",
            "limited",
            "corp",
            "corporation",
            "co",
            "company",
            "gmbh",
            "ag",
            "sa",
            "bv",
            "nv",
            "ab",
            "plc",
            "the");
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern NUMBERS = Pattern.compile("\\p{N}+");

    private CertificateChange() {}

    /// What is different, compared with the one of several that it most likely replaces.
    ///
    /// @param before at least one
    public static List<Finding> among(Collection<Leaf> before, Leaf now) {
        return replaced(before, now).map(one -> between(one, now)).orElse(List.of());
    }

    /// Of several, the one that a certificate most likely replaces: compared with it, the fewest things are different.
    public static Optional<Leaf> replaced(Collection<Leaf> before, Leaf now) {
        return before.stream()
                .min(Comparator.comparingInt((Leaf one) -> between(one, now).size())
                        .thenComparing(Leaf::notBefore, Comparator.reverseOrder()));
    }

    /// What is different between two certificates.
    public static List<Finding> between(Leaf before, Leaf now) {
        List<Finding> changes = new ArrayList<>();
        if (before.sha256().equals(now.sha256())) {
            return changes;
        }
        // Of a longer list not all are known.
        if (now.names().size() == now.nameCount()) {
            lost(before.names(), name -> isAmong(now.names(), name))
                    .ifPresent(names -> changes.add(new Finding(Fault.NAME_LOST, "no longer good for " + names)));
        }
        // Without the extension a certificate is for every purpose.
        if (!now.usages().isEmpty() && !now.usages().contains(ANY_USAGE)) {
            lost(words(before.usages()), words(now.usages())::contains)
                    .ifPresent(usages -> changes.add(new Finding(Fault.USAGE_LOST, "no longer for " + usages)));
        }
        if (!before.authority().isEmpty()
                && !now.authority().isEmpty()
                && !family(before.authority()).equals(family(now.authority()))) {
            changes.add(new Finding(
                    Fault.ISSUER_CHANGED, "issued by " + now.authority() + ", before by " + before.authority()));
        }
        if (now.notBefore().isBefore(before.notBefore())) {
            changes.add(new Finding(
                    Fault.OLDER_CERTIFICATE,
                    "valid from " + now.notBefore() + ", and the one before from " + before.notBefore()));
        }
        return changes;
    }

    private static List<String> words(List<String> usages) {
        return usages.stream().map(oid -> USAGES.getOrDefault(oid, oid)).toList();
    }

    private static Optional<String> lost(List<String> before, Predicate<String> still) {
        List<String> lost = before.stream().filter(still.negate()).distinct().toList();
        if (lost.isEmpty()) {
            return Optional.empty();
        }
        String named = lost.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return Optional.of(lost.size() > MOST_NAMED ? named + " and " + (lost.size() - MOST_NAMED) + " more" : named);
    }

    /// A wildcard stands for one label (RFC 9525 6.3).
    private static boolean isAmong(List<String> names, String name) {
        int dot = name.indexOf('.');
        String wildcard = dot > 0 ? "*" + name.substring(dot) : name;
        return names.stream().anyMatch(one -> one.equalsIgnoreCase(name) || one.equalsIgnoreCase(wildcard));
    }

    /// What the names of an authority have in common over the years; an authority without an organisation counts its
    /// intermediates.
    private static String family(String authority) {
        return SEPARATORS
                .splitAsStream(authority.toLowerCase(Locale.ROOT))
                .filter(word -> !LEGAL_FORMS.contains(word))
                .map(word -> NUMBERS.matcher(word).replaceAll(""))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
