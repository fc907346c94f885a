package dev.nightshift.tls.verdict;

import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.expiry.Tier;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.fault.Severity;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Chooses the one word that stands for a verdict.
final class Headline {
    private Headline() {}

    /// The first fault unless the tier is more severe. Information is no headline, except where no certificate was
    /// seen: then nothing is said to be well.
    static String of(Stream<Finding> findings, Optional<Expiry> expiry) {
        Tier tier = expiry.map(Expiry::tier).orElse(Tier.OK);
        return findings.map(Finding::fault)
                .filter(fault -> fault.severity() != Severity.OK)
                .filter(fault -> fault.severity().compareTo(tier.severity()) >= 0)
                .min(Comparator.comparing(Fault::severity).reversed().thenComparing(Comparator.naturalOrder()))
                .map(Fault::name)
                .orElse(expiry.isPresent() ? tier.name() : Fault.NOT_PROBED.name());
    }
}
