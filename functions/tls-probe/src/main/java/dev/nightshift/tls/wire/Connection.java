package dev.nightshift.tls.wire;

import dev.nightshift.tls.fault.Fault;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A connection that ends at its deadline, whatever the peer does.
///
/// `SO_TIMEOUT` would not: it begins again with every byte, and a peer that sends one each second holds it for ever.
public final class Connection implements Closeable {
    // A greeting, a list of capabilities and a few answers, or a chain of ten thousand names: not
    // more.
    private static final int MOST_BYTES = 768 * 1024;

    private final Socket socket = new Socket();
    private final Future<?> alarm;
    private Optional<Envelope> envelope = Optional.empty();
    private volatile boolean late;

    private Connection(Deadline deadline, ScheduledExecutorService alarms) {
        this.alarm = alarms.schedule(
                () -> {
                    late = true;
                    closeQuietly();
                },
                deadline.remaining().toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /// Opens one, or says why it cannot.
    ///
    /// @param next what begins when it is open: a reset that comes at once is an end of that
    public static Connection open(
            InetSocketAddress address, Phase next, Deadline deadline, ScheduledExecutorService alarms)
            throws ProbeException {
        Connection connection = new Connection(deadline, alarms);
        try {
            connection.socket.setTcpNoDelay(true);
            connection.socket.connect(
                    address, Math.toIntExact(deadline.remaining().toMillis()));
            return connection;
        } catch (IOException e) {
            connection.close();
            throw connection.unconnected(address, e, next);
        }
    }

    public Socket socket() {
        return socket;
    }

    /// Has the handshake that begins now carried in an envelope.
    public void wrap(Envelope around) {
        envelope = Optional.of(around);
    }

    public Wire wire() throws IOException {
        return new Wire(input(), output(), MOST_BYTES);
    }

    InputStream input() throws IOException {
        return envelope.isPresent() ? envelope.get().input() : socket.getInputStream();
    }

    OutputStream output() throws IOException {
        return envelope.isPresent() ? envelope.get().output() : socket.getOutputStream();
    }

    /// The handshake is over, and so is its envelope.
    void unwrap() throws IOException {
        if (envelope.isPresent()) {
            envelope.get().end();
        }
    }

    /// Whether it was the deadline that ended it.
    public boolean late() {
        return late;
    }

    /// What an end of the connection in the given phase is to be called.
    public ProbeException ended(Phase phase, IOException e) {
        return late()
                ? new ProbeException(phase.timeout, "the deadline passed")
                : new ProbeException(phase.closed, String.valueOf(e.getMessage()));
    }

    @Override
    public void close() {
        alarm.cancel(false);
        closeQuietly();
    }

    private ProbeException unconnected(InetSocketAddress address, IOException e, Phase next) {
        String text = String.valueOf(e.getMessage());
        if (e instanceof SocketTimeoutException || SystemError.TIMED_OUT.isIn(e)) {
            return new ProbeException(Fault.TCP_TIMEOUT, "no answer to the connection");
        }
        if (e instanceof ConnectException) {
            return new ProbeException(Fault.TCP_REFUSED, text);
        }
        if (!late() && address.getAddress() instanceof Inet6Address && Route.isMissing(address)) {
            return new ProbeException(Fault.NO_IPV6, text);
        }
        return ended(SystemError.RESET.isIn(e) ? next : Phase.CONNECT, e);
    }

    private void closeQuietly() {
        try {
            socket.close();
        } catch (IOException e) {
            // There is nothing left that could be lost.
        }
    }
}
