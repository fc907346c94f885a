package dev.nightshift.tls.dane;

import dev.nightshift.tls.endpoint.HostName;
import dev.nightshift.tls.wire.Connection;
import dev.nightshift.tls.wire.Deadline;
import dev.nightshift.tls.wire.Phase;
import dev.nightshift.tls.wire.ProbeException;
import dev.nightshift.tls.wire.Wire;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/// Asks resolvers, one after the other, over UDP and, where an answer does not fit, over TCP (RFC 7766).
///
/// Written here because the JDK's own client knows neither TLSA nor whether an answer is authentic, and the libraries
/// that do are larger than this module.
final class DnsClient {
    private static final RandomGenerator RANDOM = new SecureRandom();
    private static final int ROUNDS = 2;
    private static final int LARGEST_DATAGRAM = 4_096;

    private final List<InetSocketAddress> servers;
    private final Duration patience;
    private final ScheduledExecutorService alarms;

    /// @param patience for a whole question, however many servers are asked
    DnsClient(List<InetSocketAddress> servers, Duration patience, ScheduledExecutorService alarms) {
        this.servers = List.copyOf(servers);
        this.patience = patience;
        this.alarms = alarms;
    }

    /// Who said what.
    record Response(InetSocketAddress server, DnsMessage message) {}

    /// Asks one question.
    ///
    /// @param name in lower case, without the last dot
    /// @throws IOException when nobody answers, with the last reason
    Response ask(String name, int type) throws IOException {
        Duration share = patience.dividedBy((long) ROUNDS * servers.size());
        String reason = "no resolver is known";
        for (int round = 0; round < ROUNDS; round++) {
            for (InetSocketAddress server : servers) {
                try {
                    DnsMessage message = ask(server, name, type, share);
                    if (isAnswer(message.code())) {
                        return new Response(server, message);
                    }
                    reason = shown(server) + ": response code " + message.code();
                } catch (SocketTimeoutException e) {
                    reason = shown(server) + ": no answer in time";
                } catch (PortUnreachableException e) {
                    reason = shown(server) + ": nobody listens";
                } catch (IllegalArgumentException | IOException e) {
                    reason = shown(server) + ": " + e.getMessage();
                }
            }
        }
        throw new IOException(reason);
    }

    static String shown(InetSocketAddress server) {
        String host = HostName.shown(server.getAddress());
        return server.getPort() == 53
                ? host
                : (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + server.getPort();
    }

    /// That a name has no records is one, and so is the failure of a validation: another resolver might not validate.
    private static boolean isAnswer(int code) {
        return code == DnsMessage.NO_ERROR || code == DnsMessage.NO_SUCH_NAME || code == DnsMessage.SERVER_FAILURE;
    }

    private DnsMessage ask(InetSocketAddress server, String name, int type, Duration share) throws IOException {
        Deadline deadline = Deadline.in(share);
        DnsMessage message = overUdp(server, name, type, deadline);
        return message.truncated() ? overTcp(server, name, type, deadline) : message;
    }

    private static DnsMessage overUdp(InetSocketAddress server, String name, int type, Deadline deadline)
            throws IOException {
        int id = RANDOM.nextInt(0x1_0000);
        byte[] question = DnsMessage.question(id, name, type);
        try (DatagramSocket socket = new DatagramSocket()) {
            // Then the kernel drops what others send.
            socket.connect(server);
            socket.send(new DatagramPacket(question, question.length));
            byte[] bytes = new byte[LARGEST_DATAGRAM];
            while (!deadline.isOver()) {
                DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
                socket.setSoTimeout(Math.toIntExact(deadline.remaining().toMillis()));
                socket.receive(packet);
                Optional<DnsMessage> answer = DnsMessage.read(
                        ByteBuffer.wrap(bytes, 0, packet.getLength()).slice(), id, name, type);
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
            throw new SocketTimeoutException("no answer in time");
        }
    }

    private DnsMessage overTcp(InetSocketAddress server, String name, int type, Deadline deadline) throws IOException {
        try (Connection connection = Connection.open(server, Phase.CONNECT, deadline, alarms)) {
            try {
                return overTcp(connection.wire(), name, type);
            } catch (IOException e) {
                throw connection.late() ? new SocketTimeoutException("no answer in time") : e;
            }
        } catch (ProbeException e) {
            throw new IOException("over TCP: " + e.finding().detail(), e);
        }
    }

    private static DnsMessage overTcp(Wire wire, String name, int type) throws IOException {
        int id = RANDOM.nextInt(0x1_0000);
        byte[] question = DnsMessage.question(id, name, type);
        ByteBuffer sized = ByteBuffer.allocate(2 + question.length);
        wire.send(sized.putShort((short) question.length).put(question).array());
        int length = wire.read() << 8 | wire.read();
        return DnsMessage.read(ByteBuffer.wrap(wire.read(length)), id, name, type)
                .filter(message -> !message.truncated())
                .orElseThrow(() -> new IOException("an answer to another question over TCP"));
    }
}
