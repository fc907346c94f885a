package dev.nightshift.tls.verdict;

import dev.nightshift.kit.Text;
import dev.nightshift.tls.chain.Chain;
import dev.nightshift.tls.chain.Leaf;
import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.expiry.Thresholds;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.fault.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is to be said of a certificate in a file or a key store, with those above it that are kept with it.
///
/// @param file as the person named it, or below a folder that the person named
/// @param entry which one of the file: the alias of a key store, or its place; empty when there is one
/// @param chain the certificate first; empty when none can be read
/// @param expiry when its path ends
/// @param findings the worst first
public record FileVerdict(
        String file, String entry, List<Leaf> chain, Optional<Expiry> expiry, List<Finding> findings) {
    /// The worst first: by severity, then by how soon the end is, then by name.
    public static final Comparator<FileVerdict> WORST_FIRST = Comparator.comparing(FileVerdict::severity)
            .reversed()
            .thenComparing(
                    verdict -> verdict.expiry().map(Expiry::daysRemaining).orElse(Long.MAX_VALUE))
            .thenComparing(FileVerdict::label);

    private static final int SHOWN = 300;

    /// Makes the names harmless, whoever chose them.
    public FileVerdict {
        file = Text.printable(file, SHOWN);
        entry = Text.printable(entry, SHOWN);
    }

    /// A certificate as of an instant.
    public static FileVerdict of(String file, String entry, Chain chain, Thresholds thresholds, Instant at) {
        return new FileVerdict(
                file,
                entry,
                chain.served().stream().map(Leaf::of).toList(),
                Optional.of(Judge.expiry(chain, thresholds, at)),
                Judge.kept(chain, at));
    }

    /// A file in which a certificate is expected and none can be read, or not all.
    ///
    /// @param why and what would be right
    public static FileVerdict unreadable(String file, String why) {
        return new FileVerdict(file, "", List.of(), Optional.empty(), List.of(new Finding(Fault.FILE_UNREADABLE, why)));
    }

    /// The same with more findings.
    public FileVerdict and(List<Finding> more) {
        List<Finding> all = Stream.concat(findings.stream(), more.stream())
                .sorted(Comparator.comparing(Finding::fault))
                .toList();
        return new FileVerdict(file, entry, chain, expiry, all);
    }

    /// For people.
    public String label() {
        return entry.isEmpty() ? file : file + ", " + entry;
    }

    /// The worst of the findings and the tier.
    public Severity severity() {
        return Stream.concat(
                        findings.stream().map(finding -> finding.fault().severity()),
                        expiry.stream().map(end -> end.tier().severity()))
                .max(Comparator.naturalOrder())
                .orElse(Severity.UNKNOWN);
    }

    /// One word for the whole: the worst fault, the tier, or `OK`.
    public String headline() {
        return Headline.of(findings.stream(), expiry);
    }
}
