package dev.nightshift.tls;

import dev.nightshift.tls.chain.Chain;
import dev.nightshift.tls.chain.MissingIssuers;
import dev.nightshift.tls.chain.TrustAnchors;
import dev.nightshift.tls.dane.Dane;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.handshake.Handshake;
import dev.nightshift.tls.proxy.HttpProxy;
import dev.nightshift.tls.proxy.Tunnel;
import dev.nightshift.tls.reader.AgreedGroup;
import dev.nightshift.tls.starttls.StartTls;
import dev.nightshift.tls.starttls.TdsEnvelope;
import dev.nightshift.tls.verdict.Outcome;
import dev.nightshift.tls.verdict.Sighting;
import dev.nightshift.tls.wire.Connection;
import dev.nightshift.tls.wire.Deadline;
import dev.nightshift.tls.wire.Phase;
import dev.nightshift.tls.wire.ProbeException;
import dev.nightshift.tls.wire.Tap;
import dev.nightshift.tls.wire.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/// Looks once at one address: a complete handshake, and where the JDK sees no certificate, the reader on a second
/// connection. Each connection has the whole patience.
final class AddressProbe {
    private final Target target;
    private final InetSocketAddress address;
    private final Duration patience;
    private final ScheduledExecutorService alarms;
    private final Optional<HttpProxy> proxy;
    private final List<Finding> noted = new ArrayList<>();

    /// What came of a connection.
    ///
    /// @param failure why the handshake is incomplete
    private record Seen(Handshake.Result result, Optional<Finding> failure, String group) {
        /// Whether the server has nothing in common with the client, as far as the client tells.
        boolean refused() {
            return result.chain().isEmpty()
                    && failure.filter(why -> why.fault() == Fault.HANDSHAKE_FAILED)
                            .isPresent();
        }
    }

    /// @param address of the target, or of the proxy where there is one
    AddressProbe(
            Target target,
            InetAddress address,
            Duration patience,
            ScheduledExecutorService alarms,
            Optional<HttpProxy> proxy) {
        this.target = target;
        this.address =
                new InetSocketAddress(address, proxy.isPresent() ? proxy.get().port() : target.port());
        this.patience = patience;
        this.alarms = alarms;
        this.proxy = proxy;
    }

    Attempt look(TrustAnchors anchors, Authorities authorities, Optional<Dane> dane, boolean last)
            throws InterruptedException {
        Outcome outcome;
        try {
            outcome = served(anchors, authorities, dane, last);
        } catch (ProbeException e) {
            outcome = new Outcome.Failed(e.finding());
        }
        return new Attempt(
                new Sighting(address.getAddress(), noted.stream().distinct().toList(), outcome));
    }

    private Outcome served(TrustAnchors anchors, Authorities authorities, Optional<Dane> dane, boolean last)
            throws ProbeException, InterruptedException {
        boolean fast = Handshake.knowsFastGroups();
        Seen seen = handshake(fast);
        if (fast && seen.refused()) {
            seen = handshake(false);
        }
        if (seen.result().chain().isEmpty()) {
            Finding why = seen.failure().orElse(new Finding(Fault.HANDSHAKE_FAILED, "without a certificate"));
            boolean closed = why.fault() == Phase.HANDSHAKE.closed;
            if (why.fault() != Fault.HANDSHAKE_FAILED && !(last && closed)) {
                throw new ProbeException(why.fault(), why.detail());
            }
            Fallback fallback = Fallback.read(target, why, this::open);
            fallback.refuted().ifPresent(noted::add);
            seen = new Seen(
                    fallback.result(), fallback.incomplete(), fallback.read().group());
        }
        Chain sent = Chain.of(seen.result().chain(), anchors);
        if (dane.isPresent()) {
            dane.get().of(target, sent, anchors).ifPresent(noted::add);
        }
        MissingIssuers.Completed completed = authorities.complete(sent, anchors);
        completed.missing().ifPresent(noted::add);
        Chain chain = completed.chain();
        List<Finding> revocation = authorities.revocations(chain);
        Handshake.Result result = seen.result();
        return new Outcome.Served(
                chain,
                result.version(),
                result.suite(),
                result.clientCertificateAsked(),
                seen.failure(),
                revocation,
                seen.group());
    }

    private Seen handshake(boolean fastGroups) throws ProbeException {
        try (Connection connection = open()) {
            Tap tap = new Tap(connection);
            Handshake.Result result = Handshake.complete(tap, target, fastGroups);
            return new Seen(result, failure(result, connection.late()), AgreedGroup.in(tap.heard(), result.suite()));
        }
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

    /// A connection on which TLS may begin.
    private Connection open() throws ProbeException {
        boolean plainText = target.protocol().startTls();
        Phase next = plainText ? Phase.PLAIN_TEXT : Phase.HANDSHAKE;
        Connection connection = connected(next);
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
            if (target.protocol() == Protocol.MSSQL) {
                Socket socket = connection.socket();
                connection.wrap(new TdsEnvelope(socket.getInputStream(), socket.getOutputStream()));
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

    private Connection connected(Phase next) throws ProbeException {
        Deadline deadline = Deadline.in(patience);
        if (proxy.isEmpty()) {
            return Connection.open(address, next, deadline, alarms);
        }
        Connection connection = Tunnel.open(proxy.get(), address, target, deadline, alarms);
        noted.add(new Finding(Fault.THROUGH_PROXY, proxy.get() + " looked up the name and connected"));
        return connection;
    }
}
