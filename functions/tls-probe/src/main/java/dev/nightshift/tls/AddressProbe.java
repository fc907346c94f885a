package dev.nightshift.tls;

import dev.nightshift.tls.chain.Chain;
import dev.nightshift.tls.chain.Revocations;
import dev.nightshift.tls.chain.TrustAnchors;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.handshake.Handshake;
import dev.nightshift.tls.reader.FirstFlight;
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
import java.util.concurrent.ScheduledExecutorService;

/// Looks at one address: a complete handshake, and where the JDK sees no certificate, the reader on a second
/// connection.
final class AddressProbe {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Target target;
    private final InetSocketAddress address;
    private final Deadline deadline;
    private final ScheduledExecutorService alarms;
    private final List<Finding> noted = new ArrayList<>();

    AddressProbe(Target target, InetAddress address, Duration patience, ScheduledExecutorService alarms) {
        this.target = target;
        this.address = new InetSocketAddress(address, target.port());
        this.deadline = Deadline.in(patience);
        this.alarms = alarms;
    }

    Sighting look(TrustAnchors anchors, Revocations revocations) throws InterruptedException {
        Outcome outcome;
        try {
            Handshake.Result seen = certificates();
            Chain chain = Chain.of(seen.chain(), anchors);
            List<Finding> revocation =
                    chain.path().isPresent() ? revocations.of(chain.path().get()) : List.of();
            outcome = new Outcome.Served(
                    chain, seen.version(), seen.suite(), seen.clientCertificateAsked(), seen.failure(), revocation);
        } catch (ProbeException e) {
            outcome = new Outcome.Failed(e.finding());
        }
        return new Sighting(address.getAddress(), noted.stream().distinct().toList(), outcome);
    }

    private Handshake.Result certificates() throws ProbeException {
        Handshake.Result byJdk;
        try (Connection connection = open()) {
            byJdk = Handshake.complete(connection.socket(), target);
            if (connection.late()) {
                return late(byJdk);
            } else if (!byJdk.chain().isEmpty()) {
                return byJdk;
            }
        }
        try (Connection connection = open()) {
            return read(connection, byJdk.failure());
        }
    }

    /// The deadline passed: a slow server is not taken for one that cannot complete a handshake.
    private Handshake.Result late(Handshake.Result begun) throws ProbeException {
        String detail = "the deadline passed";
        if (begun.chain().isEmpty()) {
            throw new ProbeException(Phase.HANDSHAKE.timeout, detail);
        } else if (begun.failure().isPresent()) {
            noted.add(new Finding(Phase.HANDSHAKE.timeout, detail + " after the certificate"));
        }
        return new Handshake.Result(
                begun.chain(), begun.version(), begun.suite(), begun.clientCertificateAsked(), Optional.empty());
    }

    private Handshake.Result read(Connection connection, Optional<String> failure) throws ProbeException {
        try {
            FirstFlight.Read read = FirstFlight.read(connection.wire(), target.expectedName(), RANDOM);
            return new Handshake.Result(read.chain(), read.version(), read.suite(), false, failure);
        } catch (IOException e) {
            throw connection.ended(Phase.HANDSHAKE, e);
        }
    }

    /// A connection on which TLS may begin.
    private Connection open() throws ProbeException {
        boolean plainText = target.protocol().startTls();
        Phase next = plainText ? Phase.PLAIN_TEXT : Phase.HANDSHAKE;
        Connection connection = Connection.open(address, next, deadline, alarms);
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
