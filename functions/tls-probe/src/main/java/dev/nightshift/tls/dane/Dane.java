package dev.nightshift.tls.dane;

import dev.nightshift.tls.chain.Chain;
import dev.nightshift.tls.chain.Names;
import dev.nightshift.tls.chain.TrustAnchors;
import dev.nightshift.tls.dane.TlsaLookup.Found;
import dev.nightshift.tls.endpoint.HostName;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Compares what servers show with their TLSA records (RFC 6698, RFC 7671, RFC 7672); each endpoint's are looked up
/// once.
public final class Dane {
    private static final int MOST_SHOWN = 4;

    private final TlsaLookup lookup;
    private final Map<String, FutureTask<Found>> found = new ConcurrentHashMap<>();

    /// @param servers resolvers that validate
    /// @param patience for each question
    public Dane(List<InetSocketAddress> servers, Duration patience, ScheduledExecutorService alarms) {
        this.lookup = new TlsaLookup(new DnsClient(servers, patience, alarms));
    }

    /// What the records say of a chain; nothing of an endpoint that is written as an address.
    public Optional<Finding> of(Target target, Chain chain, TrustAnchors anchors) throws InterruptedException {
        if (HostName.literal(target.host()).isPresent()) {
            return Optional.empty();
        }
        FutureTask<Found> look = new FutureTask<>(() -> lookup.find(target));
        FutureTask<Found> first =
                Optional.ofNullable(found.putIfAbsent(target.authority(), look)).orElse(look);
        first.run();
        try {
            boolean mail = target.protocol() == Protocol.SMTP;
            return Optional.of(judged(target.expectedName(), mail, chain, anchors, first.get()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException why) {
                return Optional.of(new Finding(Fault.DANE_UNKNOWN, String.valueOf(why.getMessage())));
            }
            throw new IllegalStateException("looking up TLSA records failed", e);
        }
    }

    static Finding judged(String expectedName, boolean mail, Chain chain, TrustAnchors anchors, Found found) {
        if (found.records().isEmpty()) {
            return new Finding(Fault.DANE_NONE, "no TLSA records at " + found.name());
        }
        List<Tlsa> usable = agile(found.records().stream()
                .filter(record -> record.unusable(mail).isEmpty())
                .toList());
        if (usable.isEmpty()) {
            String why = shown(found.records().stream()
                    .map(record -> record + " (" + record.unusable(mail).orElseThrow() + ")"));
            return finding(found, Fault.DANE_UNUSABLE, "no TLSA record at " + found.name() + " can be used: " + why);
        }
        Fit fit = new Fit(
                chain,
                anchors,
                Stream.of(expectedName, found.host()).anyMatch(name -> Names.match(chain.leaf(), name)));
        return usable.stream()
                .filter(fit::of)
                .findFirst()
                .map(record -> finding(found, Fault.DANE_MATCH, record + " at " + found.name() + " fits"))
                .orElseGet(() -> finding(
                        found,
                        Fault.DANE_MISMATCH,
                        "no TLSA record at " + found.name() + " fits: " + shown(usable.stream())));
    }

    /// Of several digests with the same usage and selector only the strongest counts (RFC 7671 9).
    private static List<Tlsa> agile(List<Tlsa> records) {
        return records.stream()
                .filter(record -> record.matching() == 0
                        || records.stream()
                                .noneMatch(other -> other.usage() == record.usage()
                                        && other.selector() == record.selector()
                                        && other.matching() > record.matching()))
                .toList();
    }

    /// What nobody has validated is no verdict: clients take it for no record at all (RFC 6698 4.1).
    private static Finding finding(Found found, Fault fault, String text) {
        if (found.authentic()) {
            return new Finding(fault, text + "; authentic, says " + found.server());
        }
        return new Finding(
                fault == Fault.DANE_MATCH ? Fault.DANE_UNAUTHENTICATED : Fault.DANE_UNAUTHENTICATED_MISMATCH,
                text + "; " + found.server() + " does not say that it is authentic: clients ignore it");
    }

    private static String shown(Stream<?> records) {
        List<String> texts = records.map(Object::toString).toList();
        return texts.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "))
                + (texts.size() > MOST_SHOWN ? " and " + (texts.size() - MOST_SHOWN) + " more" : "");
    }
}
