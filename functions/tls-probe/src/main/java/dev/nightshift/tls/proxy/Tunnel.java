package dev.nightshift.tls.proxy;

import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.wire.Connection;
import dev.nightshift.tls.wire.Deadline;
import dev.nightshift.tls.wire.Phase;
import dev.nightshift.tls.wire.ProbeException;
import dev.nightshift.tls.wire.Wire;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Opens connections by `CONNECT` (RFC 9110 9.3.6). Whatever goes wrong before the proxy has agreed is a fault of the
/// proxy's, and names it.
public final class Tunnel {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.\\d (?<code>\\d{3})(?: .*)?");
    private static final int MOST_HEADER_BYTES = 16_384;

    private Tunnel() {}

    /// Opens one to the target.
    ///
    /// @param address of the proxy
    /// @param deadline for the whole connection
    public static Connection open(
            HttpProxy proxy,
            InetSocketAddress address,
            Target target,
            Deadline deadline,
            ScheduledExecutorService alarms)
            throws ProbeException {
        Connection connection = connected(proxy, address, deadline, alarms);
        try {
            // Not a byte ahead: what follows the header is the server's.
            Wire wire = new Wire(
                    byteByByte(connection.socket().getInputStream()),
                    connection.socket().getOutputStream(),
                    2 * MOST_HEADER_BYTES);
            wire.send(request(proxy, target));
            agreed(wire);
            return connection;
        } catch (IOException e) {
            connection.close();
            ProbeException ended = connection.ended(Phase.PROXY, e);
            throw because(proxy, ended.finding().fault(), ended.finding().detail());
        } catch (ProbeException e) {
            connection.close();
            Fault fault = e.finding().fault() == Fault.STARTTLS_GARBLED
                    ? Fault.PROXY_GARBLED
                    : e.finding().fault();
            throw because(proxy, fault, e.finding().detail());
        }
    }

    /// A fault of the proxy, which it names.
    public static ProbeException because(HttpProxy proxy, Fault fault, String detail) {
        return new ProbeException(fault, "the proxy " + proxy + ": " + detail);
    }

    private static Connection connected(
            HttpProxy proxy, InetSocketAddress address, Deadline deadline, ScheduledExecutorService alarms)
            throws ProbeException {
        try {
            return Connection.open(address, Phase.PROXY, deadline, alarms);
        } catch (ProbeException e) {
            boolean silent =
                    e.finding().fault() == Phase.CONNECT.timeout || e.finding().fault() == Phase.PROXY.timeout;
            throw because(
                    proxy,
                    silent ? Phase.PROXY.timeout : Phase.PROXY.closed,
                    e.finding().detail());
        }
    }

    private static String request(HttpProxy proxy, Target target) {
        String authority = target.authority();
        String authorization = proxy.authorization()
                .map(value -> "Proxy-Authorization: " + value + "\r\n")
                .orElse("");
        return "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n" + authorization + "\r\n";
    }

    private static void agreed(Wire wire) throws IOException, ProbeException {
        String first = wire.line();
        Matcher status = STATUS.matcher(first);
        if (!status.matches()) {
            throw new ProbeException(Fault.PROXY_GARBLED, "unexpected: " + first);
        }
        switch (status.group("code").charAt(0)) {
            case '2' -> headers(wire);
            // As if the connection itself had broken: on the proxy's other side it has.
            case '5' -> throw new ProbeException(Fault.PROXY_FAILED, first);
            default -> throw new ProbeException(Fault.PROXY_REFUSED, first);
        }
    }

    private static void headers(Wire wire) throws IOException, ProbeException {
        int bytes = 0;
        for (String line = wire.line(); !line.isEmpty(); line = wire.line()) {
            bytes += line.length();
            if (bytes > MOST_HEADER_BYTES) {
                throw new ProbeException(Fault.PROXY_GARBLED, "headers of more than " + MOST_HEADER_BYTES + " bytes");
            }
        }
    }

    private static InputStream byteByByte(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return super.read(bytes, offset, Math.min(1, length));
            }
        };
    }
}
