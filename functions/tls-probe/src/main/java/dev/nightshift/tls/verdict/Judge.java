package dev.nightshift.tls.verdict;

import dev.nightshift.tls.chain.Chain;
import dev.nightshift.tls.chain.Leaf;
import dev.nightshift.tls.chain.Names;
import dev.nightshift.tls.chain.TrustPath;
import dev.nightshift.tls.chain.Weakness;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.expiry.Thresholds;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Turns what was seen into verdicts: pure, total, and for any instant.
public final class Judge {
    // JSSE's defaults: jdk.tls.client.maxInboundCertificateChainLength,
    // jdk.tls.maxHandshakeMessageSize.
    private static final int MOST_CERTIFICATES = 10;
    private static final int MOST_CHAIN_BYTES = 32_768;
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    // OpenSSL checks the dates of anchors (X509_verify_cert), the JDK's PKIX validator does not (RFC 5280 6.1.1 d).
    private static final String EXPIRED_ANCHOR =
            "; it is a trust anchor: clients with OpenSSL refuse it, those in Java accept it";
    private static final Set<Fault> OF_AUTHORITIES = EnumSet.of(
            Fault.HOSTNAME_MISMATCH,
            Fault.SELF_SIGNED,
            Fault.UNTRUSTED_ROOT,
            Fault.INCOMPLETE_CHAIN,
            Fault.DISTRUSTED_AUTHORITY);
    private static final String ANY_USAGE = "2.5.29.37.0";

    private final Instant at;
    private final List<Finding> found = new ArrayList<>();

    private Judge(Instant at) {
        this.at = at;
    }

    public static Verdict judge(Target target, List<Finding> noted, List<Sighting> sightings, Instant at) {
        List<AddressVerdict> addresses = sightings.stream()
                .map(sighting -> address(target, sighting, at))
                .toList();
        List<Finding> ofName = new ArrayList<>(noted);
        Fleet.divergence(addresses).ifPresent(ofName::add);
        return new Verdict(
                target,
                addresses.stream()
                        .map(address -> Fleet.stale(address, addresses))
                        .sorted(Comparator.comparing(AddressVerdict::severity).reversed())
                        .toList(),
                sorted(ofName));
    }

    private static AddressVerdict address(Target target, Sighting sighting, Instant at) {
        Judge judge = new Judge(at);
        judge.found.addAll(sighting.noted());
        return switch (sighting.outcome()) {
            case Outcome.Failed(Finding reason) -> {
                judge.found.add(reason);
                yield new AddressVerdict(sighting.address(), Optional.empty(), Optional.empty(), sorted(judge.found));
            }
            case Outcome.Served served -> {
                judge.served(served, target.expectedName());
                judge.heedDane(target);
                Expiry expiry = expiry(served.chain(), target.thresholds(), at);
                yield new AddressVerdict(
                        sighting.address(),
                        Optional.of(Leaf.of(served.chain().leaf())),
                        Optional.of(expiry),
                        sorted(judge.found),
                        Optional.of(new AddressVerdict.Agreed(served.version(), served.suite(), served.group())));
            }
        };
    }

    /// What is wrong with a chain that nobody was seen to serve: its dates, names, signatures and keys. Neither the
    /// name
    /// of a host nor what the certificate is for: it may be a client's.
    static List<Finding> kept(Chain chain, Instant at) {
        Judge judge = new Judge(at);
        judge.certificates(chain);
        return sorted(judge.found);
    }

    /// When the path of a chain ends.
    static Expiry expiry(Chain chain, Thresholds thresholds, Instant at) {
        X509Certificate limiting = chain.limiting();
        return Expiry.of(
                limiting.getNotBefore().toInstant(),
                limiting.getNotAfter().toInstant(),
                Names.subject(limiting),
                thresholds,
                at);
    }

    private void served(Outcome.Served served, String expectedName) {
        Chain chain = served.chain();
        certificates(chain);
        if (!Names.match(chain.leaf(), expectedName)) {
            add(Fault.HOSTNAME_MISMATCH, Names.mismatch(chain.leaf(), expectedName));
        }
        found.addAll(served.revocation());
        usage(chain);
        connection(served);
    }

    /// Between mail servers a TLSA record takes the place of authorities (RFC 7672 3.1); where it is of the certificate
    /// itself, that of names too.
    private void heedDane(Target target) {
        if (target.protocol() == Protocol.SMTP
                && found.stream().anyMatch(finding -> finding.fault() == Fault.DANE_MATCH)) {
            found.removeIf(finding -> OF_AUTHORITIES.contains(finding.fault()));
        }
    }

    private void certificates(Chain chain) {
        dates(chain);
        Names.oddity(chain.leaf()).ifPresent(text -> add(Fault.ODD_NAME, text));
        chain.broken().ifPresent(found::add);
        chain.distrust().ifPresent(found::add);
        strength(chain);
    }

    private void dates(Chain chain) {
        for (X509Certificate certificate : chain.relied()) {
            if (over(certificate)) {
                Fault fault = certificate.equals(chain.leaf()) ? Fault.EXPIRED : Fault.CHAIN_EXPIRED;
                String ended = Names.subject(certificate) + " ended "
                        + certificate.getNotAfter().toInstant();
                add(
                        fault,
                        fault == Fault.CHAIN_EXPIRED && chain.isAnchor(certificate) ? ended + EXPIRED_ANCHOR : ended);
            } else if (at.isBefore(certificate.getNotBefore().toInstant())) {
                Instant begin = certificate.getNotBefore().toInstant();
                add(Fault.NOT_YET_VALID, Names.subject(certificate) + " begins " + begin);
            }
        }
        X509Certificate limiting = chain.limiting();
        if (limiting.getNotAfter()
                        .toInstant()
                        .isBefore(chain.leaf().getNotAfter().toInstant())
                && !over(limiting)) {
            add(
                    Fault.CHAIN_ENDS_FIRST,
                    Names.subject(limiting) + " ends " + limiting.getNotAfter().toInstant() + ", before "
                            + Names.subject(chain.leaf()) + ": renewing that alone does not help");
        }
        chain.served().stream()
                .filter(certificate -> !chain.relied().contains(certificate) && over(certificate))
                .findFirst()
                .ifPresent(extra -> add(
                        Fault.EXTRA_EXPIRED_CERT,
                        Names.subject(extra) + " ended " + extra.getNotAfter().toInstant() + "; no path needs it"));
    }

    /// Inclusive: at the very second of `notAfter` it is still good.
    private boolean over(X509Certificate certificate) {
        return at.isAfter(certificate.getNotAfter().toInstant());
    }

    private void usage(Chain chain) {
        List<X509Certificate> certificates =
                chain.path().map(TrustPath::vouchedFor).orElse(List.of(chain.leaf()));
        for (X509Certificate certificate : certificates) {
            try {
                List<String> usages = certificate.getExtendedKeyUsage();
                if (usages != null && !usages.contains(SERVER_AUTH) && !usages.contains(ANY_USAGE)) {
                    add(Fault.WRONG_EKU, Names.subject(certificate) + " is for " + String.join(", ", usages));
                }
            } catch (CertificateParsingException e) {
                add(Fault.WRONG_EKU, Names.subject(certificate) + ": its extended key usage cannot be read");
            }
        }
    }

    private void strength(Chain chain) {
        chain.relied().forEach(certificate -> Weakness.ofKey(certificate).ifPresent(found::add));
        // Nobody relies on the signature of an anchor.
        chain.relied().stream()
                .filter(certificate -> chain.path().isEmpty()
                        || !certificate.equals(chain.path().get().anchor()))
                .forEach(certificate -> Weakness.ofSignature(certificate).ifPresent(found::add));
    }

    private void connection(Outcome.Served served) {
        boolean broken = served.incomplete()
                .filter(why -> why.fault() != Fault.HANDSHAKE_FAILED && why.fault() != Fault.JAVA_REFUSES)
                .isPresent();
        // What the reader agreed on, after connections of the JDK broke, is not what the JDK would have.
        Optional<String> legacy = broken ? Optional.empty() : Weakness.ofConnection(served.version(), served.suite());
        String because = served.incomplete().map(why -> "; " + why.detail()).orElse("");
        legacy.ifPresent(text -> add(Fault.LEGACY_PROTOCOL, text + because));
        int bytes = served.chain().bytes();
        boolean large = served.chain().served().size() > MOST_CERTIFICATES || bytes > MOST_CHAIN_BYTES;
        if (large) {
            add(Fault.LARGE_CHAIN, served.chain().served().size() + " certificates, " + bytes + " bytes" + because);
        }
        boolean refused = served.incomplete()
                .filter(why -> why.fault() == Fault.JAVA_REFUSES)
                .isPresent();
        if (served.clientCertificateAsked()) {
            String without = served.incomplete()
                    .filter(_ -> !refused)
                    .map(why -> "; without one: " + why.detail())
                    .orElse("");
            add(Fault.CLIENT_CERT_REQUIRED, "the server asks for the client's certificate" + without);
        }
        boolean explained = legacy.isPresent() || large;
        // A server may refuse a client without a certificate in any way, but not by silence.
        served.incomplete()
                .filter(why -> why.fault() == Fault.TLS_TIMEOUT
                        || (refused && !explained)
                        || (!served.clientCertificateAsked() && (broken || !explained)))
                .ifPresent(found::add);
    }

    private void add(Fault fault, String detail) {
        found.add(new Finding(fault, detail));
    }

    private static List<Finding> sorted(List<Finding> findings) {
        return findings.stream().sorted(Comparator.comparing(Finding::fault)).toList();
    }
}
