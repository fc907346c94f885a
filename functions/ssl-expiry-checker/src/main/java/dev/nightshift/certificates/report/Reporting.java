package dev.nightshift.certificates.report;

import dev.nightshift.certificates.look.Look;
import dev.nightshift.certificates.model.Holding;
import dev.nightshift.certificates.model.Known;
import dev.nightshift.certificates.plan.HoldingSights;
import dev.nightshift.certificates.plan.Sight;
import dev.nightshift.certificates.plan.Sights;
import dev.nightshift.kit.Text;
import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.expiry.Thresholds;
import dev.nightshift.tls.expiry.Tier;
import dev.nightshift.tls.fault.Severity;
import dev.nightshift.tls.report.Report;
import dev.nightshift.tls.report.StoredCertificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Everything that a run found, for its report: endpoints, what AWS keeps, and a note of whatever else is wrong. Pure.
public final class Reporting {
    private static final int SHOWN = 400;

    private Reporting() {}

    public static Report of(Look look, List<Sight> sights, Instant now) {
        Set<String> endpoints = look.verdicts().stream()
                .map(verdict -> verdict.target().label())
                .collect(Collectors.toSet());
        // The report has endpoints and bad lines of its own.
        List<Sight> others = sights.stream()
                .filter(sight ->
                        !endpoints.contains(sight.key()) && !sight.faults().contains(Sights.BAD_LINE))
                .sorted(Comparator.comparing((Sight sight) -> sight.tier(now)).reversed())
                .toList();
        return Report.of(now, look.verdicts(), look.allBadLines())
                .with(
                        others.stream()
                                .flatMap(sight -> sight.known().map(known -> stored(sight, known, now)).stream())
                                .toList(),
                        others.stream()
                                .filter(sight -> sight.known().isEmpty() && sight.level() != Tier.OK)
                                .map(sight -> Text.printable(note(sight), SHOWN))
                                .toList());
    }

    /// With the certificates that nothing uses: for machines alone, because they need nobody's attention.
    public static Report withUnused(Report report, Look look, Thresholds thresholds, boolean usesOfIam) {
        List<StoredCertificate> all = new ArrayList<>(report.stored());
        look.stock().holdings().stream()
                .map(holding -> usesOfIam ? HoldingSights.withUse(holding, look) : holding)
                .filter(holding -> !holding.used())
                .map(holding -> unused(holding, thresholds, report.at()))
                .forEach(all::add);
        return report.with(all, report.notes());
    }

    private static StoredCertificate unused(Holding holding, Thresholds thresholds, Instant now) {
        Expiry expiry = Expiry.of(holding.notBefore(), holding.notAfter(), holding.name(), thresholds, now);
        return new StoredCertificate(
                holding.arn(), holding.name(), expiry, Severity.OK, "UNUSED", "nothing is known to use it");
    }

    /// In words: the name of a fault is for machines.
    private static String note(Sight sight) {
        String level = switch (sight.level()) {
            case OK, NOTICE -> "Notice";
            case WARN -> "Warning";
            case CRIT, EXPIRED -> "Critical";
        };
        return level + ": " + sight.key() + ": " + sight.detail().replaceFirst("^[A-Z_]+: ", "");
    }

    private static StoredCertificate stored(Sight sight, Known known, Instant now) {
        Expiry expiry = known.expiry(sight.thresholds(), now);
        boolean byFault = !sight.faults().isEmpty() && sight.level().compareTo(expiry.tier()) >= 0;
        return new StoredCertificate(
                sight.key(),
                known.name(),
                expiry,
                sight.tier(now).severity(),
                byFault ? sight.faults().first() : expiry.tier().name(),
                sight.detail());
    }
}
