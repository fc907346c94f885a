package dev.nightshift.tls;

import dev.nightshift.tls.chain.Chain;
import dev.nightshift.tls.chain.Revocations;
import dev.nightshift.tls.chain.TrustAnchors;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.handshake.Handshake;
import dev.nightshift.tls.reader.FirstFlight;
import dev.nightshift.tls.reader.Possession;
import dev.nightshift.tls.starttls.StartTls;
import dev.nightshift.tls.verdict.Outcome;
import dev.nightshift.tls.verdict.Sighting;
import dev.nightshift.tls.wire.Connection;
import dev.nightshift.tls.wire.Deadline;
import dev.nightshift.tls.wire.Phase;
import dev.nightshift.tls.wire.ProbeException;
import dev.nightshift.tls.wire.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;

/// Looks once at one address: a complete handshake, and where the JDK sees no certificate, the reader on a second
/// connection. Each connection has the whole patience.
final class AddressProbe {
    private static final SecureRandom RANDOM = new SecureRandom();

    @FunctionalInterface
    private interface Reader {
        FirstFlight.Read read(Wire wire, String serverName, Random random) throws IOException, ProbeException;
    }

    private final Target target;
    private final InetSocketAddress address;
    private final Duration patience;
    private final ScheduledExecutorService alarms;
    private final List<Finding> noted = new ArrayList<>();

    AddressProbe(Target target, InetAddress address, Duration patience, ScheduledExecutorService alarms) {
        this.target = target;
        this.address = new InetSocketAddress(address, target.port());
        this.patience = patience;
        this.alarms = alarms;
    }

    Attempt look(TrustAnchors anchors, Revocations revocations, boolean last) throws InterruptedException {
        Outcome outcome;
        try {
            outcome = served(anchors, revocations, last);
        } catch (ProbeException e) {
            outcome = new Outcome.Failed(e.finding());
        }
        return new Attempt(
                new Sighting(address.getAddress(), noted.stream().distinct().toList(), outcome));
    }

    private Outcome served(TrustAnchors anchors, Revocations revocations, boolean last)
            throws ProbeException, InterruptedException {
        Handshake.Result seen;
        Optional<Finding> failure;
        try (Connection connection = open()) {
            seen = Handshake.complete(connection.socket(), target);
            failure = failure(seen, connection.late());
        }
        if (seen.chain().isEmpty()) {
            Finding why = failure.orElse(new Finding(Fault.HANDSHAKE_FAILED, "without a certificate"));
            boolean closed = why.fault() == Phase.HANDSHAKE.closed;
            if (why.fault() != Fault.HANDSHAKE_FAILED && !(last && closed)) {
                throw new ProbeException(why.fault(), why.detail());
            }
            FirstFlight.Read read = read(why.detail());
            seen = new Handshake.Result(
                    read.chain(), read.version(), read.suite(), read.clientCertificateAsked(), Optional.empty());
            failure = readInstead(read, why);
        }
        Chain chain = Chain.of(seen.chain(), anchors);
        List<Finding> revocation =
                chain.path().isPresent() ? revocations.of(chain.path().get()) : List.of();
        return new Outcome.Served(
                chain, seen.version(), seen.suite(), seen.clientCertificateAsked(), failure, revocation);
    }

    /// What an incomplete handshake is called: neither a slow server nor a broken connection is taken for a server
    /// that cannot complete it.
    private static Optional<Finding> failure(Handshake.Result seen, boolean late) {
        String where = seen.chain().isEmpty() ? "" : " after the certificate";
        return seen.failure().map(why -> {
            if (late) {
                return new Finding(Phase.HANDSHAKE.timeout, "the deadline passed" + where);
            }
            return why.broken()
                    ? new Finding(Phase.HANDSHAKE.closed, why.text() + where)
                    : new Finding(Fault.HANDSHAKE_FAILED, why.text());
        });
    }

    /// What to say of a handshake that the JDK did not complete and whose certificate was read: a server that proved
    /// its key does everything that is right, and one that failed to is wrong whatever explains the rest.
    private Optional<Finding> readInstead(FirstFlight.Read read, Finding why) {
        String text = read.described() + "; the JDK: " + why.detail();
        return switch (read.possession()) {
            case Possession.Refuted _ -> {
                noted.add(new Finding(Fault.HANDSHAKE_FAILED, text));
                yield Optional.empty();
            }
            case Possession.Proved _
            when why.fault() == Fault.HANDSHAKE_FAILED -> Optional.of(new Finding(Fault.JAVA_REFUSES, text));
            case Possession.Proved _, Possession.Unknown _ -> Optional.of(new Finding(why.fault(), text));
        };
    }

    /// By the reader, and in the words of TLS 1.2 when the server does not take those of TLS 1.3.
    private FirstFlight.Read read(String refusal) throws ProbeException {
        try {
            return read(FirstFlight::read);
        } catch (ProbeException first) {
            Fault fault = first.finding().fault();
            if (fault == Fault.TLS_ALERT || fault == Phase.HANDSHAKE.closed) {
                try {
                    return read(FirstFlight::readUpToTls12);
                } catch (ProbeException second) {
                    // The first answer says more: it was given to everything there is.
                }
            }
            throw new ProbeException(fault, first.finding().detail() + "; the JDK: " + refusal);
        }
    }

    private FirstFlight.Read read(Reader reader) throws ProbeException {
        try (Connection connection = open()) {
            try {
                return reader.read(connection.wire(), target.expectedName(), RANDOM);
            } catch (IOException e) {
                throw connection.ended(Phase.HANDSHAKE, e);
            }
        }
    }

    /// A connection on which TLS may begin.
    private Connection open() throws ProbeException {
        boolean plainText = target.protocol().startTls();
        Phase next = plainText ? Phase.PLAIN_TEXT : Phase.HANDSHAKE;
        Connection connection = Connection.open(address, next, Deadline.in(patience), alarms);
        if (!plainText) {
            return connection;
        }
        try {
            Wire wire = connection.wire();
            StartTls.negotiate(
                    target, wire, connection.socket().getLocalAddress().getHostAddress());
            int injected = wire.discardUnread();
            if (injected > 0) {
                noted.add(new Finding(Fault.STARTTLS_INJECTION, injected + " bytes of plain text after the go-ahead"));
            }
            return connection;
        } catch (IOException e) {
            connection.close();
            throw connection.ended(Phase.PLAIN_TEXT, e);
        } catch (ProbeException e) {
            connection.close();
            throw e;
        }
    }
}
