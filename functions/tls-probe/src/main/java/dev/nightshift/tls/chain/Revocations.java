package dev.nightshift.tls.chain;

import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateRevokedException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Asks issuers' revocation lists (RFC 5280 5) about the certificates of a path; each list is fetched once.
///
/// Only of paths that end at a trust anchor: what a stranger's certificate names must not make this machine call
/// addresses of its choosing. For the same reason no redirect is followed. A list that cannot be had is no fault.
public final class Revocations implements AutoCloseable {
    private static final int MOST_LISTS = 64;
    private static final int LARGEST_LIST = 4 * 1_024 * 1_024;

    private sealed interface Fetched {
        record Crl(CRL list) implements Fetched {}

        record Nothing(String why) implements Fetched {}
    }

    private final Duration patience;
    private final InstantSource clock;
    private final Map<URI, Future<Fetched>> lists = new ConcurrentHashMap<>();
    private @Nullable HttpClient client;

    public Revocations(Duration patience, InstantSource clock) {
        this.patience = patience;
        this.clock = clock;
    }

    public List<Finding> of(TrustPath path) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i + 1 < path.certificates().size(); i++) {
            X509Certificate certificate = path.certificates().get(i);
            Instant now = clock.instant();
            // Lists forget a certificate that is over.
            boolean current = !now.isAfter(certificate.getNotAfter().toInstant())
                    && !now.isBefore(certificate.getNotBefore().toInstant());
            CrlAddresses addresses = CrlAddresses.of(certificate);
            if (current && !addresses.isEmpty()) {
                check(certificate, path.certificates().get(i + 1), addresses, now)
                        .ifPresent(findings::add);
            }
        }
        return findings;
    }

    private Optional<Finding> check(
            X509Certificate certificate, X509Certificate issuer, CrlAddresses addresses, Instant now)
            throws InterruptedException {
        String subject = Names.subject(certificate);
        List<CRL> fetched = new ArrayList<>();
        String missing = "only plain http is asked, not " + String.join(", ", addresses.others());
        for (URI address : addresses.http()) {
            switch (list(address)) {
                case Fetched.Crl(CRL list) -> fetched.add(list);
                case Fetched.Nothing(String why) -> missing = address + ": " + why;
            }
        }
        if (fetched.isEmpty()) {
            return unknown(subject, missing);
        }
        try {
            Rfc5280.checkRevocation(certificate, issuer, fetched, now);
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            return e.getCause() instanceof CertificateRevokedException revoked
                    ? Optional.of(new Finding(Fault.REVOKED, subject + ": " + why(revoked)))
                    : unknown(subject, e.getMessage());
        }
    }

    private static String why(CertificateRevokedException revoked) {
        return revoked.getRevocationReason() + ", since "
                + revoked.getRevocationDate().toInstant();
    }

    private static Optional<Finding> unknown(String subject, @Nullable String why) {
        return Optional.of(new Finding(Fault.REVOCATION_UNKNOWN, subject + ": " + why));
    }

    private Fetched list(URI address) throws InterruptedException {
        if (lists.size() >= MOST_LISTS && !lists.containsKey(address)) {
            return new Fetched.Nothing("more than " + MOST_LISTS + " lists are not fetched in a run");
        }
        Future<Fetched> list = lists.computeIfAbsent(address, this::fetch);
        try {
            return list.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Also ends the transfer, and what the list's other readers wait for.
            list.cancel(true);
            return new Fetched.Nothing("not complete within " + patience.toMillis() + " ms");
        } catch (CancellationException e) {
            return new Fetched.Nothing("was not complete in time");
        } catch (ExecutionException e) {
            return new Fetched.Nothing(String.valueOf(e.getCause()));
        }
    }

    private Future<Fetched> fetch(URI address) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address).build();
            return client().sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_LIST))
                    .thenApply(Revocations::parsed);
        } catch (IllegalArgumentException e) {
            // Such as a port above 65,535.
            return CompletableFuture.completedFuture(new Fetched.Nothing(String.valueOf(e.getMessage())));
        }
    }

    private static Fetched parsed(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            return new Fetched.Nothing("HTTP status " + response.statusCode());
        }
        try {
            return new Fetched.Crl(
                    CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(response.body())));
        } catch (GeneralSecurityException | RuntimeException e) {
            // Also whatever strange lists make the JDK's parser throw.
            return new Fetched.Nothing("is no revocation list: " + e.getMessage());
        }
    }

    /// Made when first needed: it has threads, and most private authorities name no list.
    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder().connectTimeout(patience).build();
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }
}
