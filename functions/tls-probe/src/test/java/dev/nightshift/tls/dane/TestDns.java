package dev.nightshift.tls.dane;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A resolver on loopback that says what it was told, over UDP and TCP.
final class TestDns implements AutoCloseable {
    /// How it answers.
    enum Manner {
        /// As resolvers do that validate.
        AUTHENTIC,
        /// As those that do not.
        PLAIN,
        /// With an answer over UDP that does not fit.
        TRUNCATED,
        /// With answers to other questions before the right one.
        AFTER_OTHERS,
        SILENT,
        /// With what nobody can read.
        MALFORMED,
        /// With an answer that does not fit, and over TCP the beginning of one, of which no more comes.
        STALLING
    }

    private static final int MOST_ALIASES = 20;

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Map<String, List<String>> records = new ConcurrentHashMap<>();
    private final Map<String, Integer> codes = new ConcurrentHashMap<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private volatile Manner manner = Manner.AUTHENTIC;

    TestDns() {
        try {
            InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
            this.tcp = new ServerSocket(0, 50, loopback);
            this.udp = new DatagramSocket(tcp.getLocalPort(), loopback);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::serveUdp);
        Thread.ofVirtual().start(this::serveTcp);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(tcp.getInetAddress(), tcp.getLocalPort());
    }

    TestDns manner(Manner next) {
        manner = next;
        return this;
    }

    /// Adds a record, as `a.test CNAME b.test` or `_443._tcp.a.test TLSA 030101...`.
    TestDns with(String owner, String type, String data) {
        records.computeIfAbsent(owner, name -> new CopyOnWriteArrayList<>()).add(type + " " + data);
        return this;
    }

    /// Has questions about a name answered with an error.
    TestDns failing(String owner, int code) {
        codes.put(owner, code);
        return this;
    }

    /// Those that came, as `udp 52 _443._tcp.a.test`.
    List<String> questions() {
        return questions;
    }

    private void serveUdp() {
        byte[] bytes = new byte[1_500];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
                udp.receive(packet);
                byte[] question = Arrays.copyOf(bytes, packet.getLength());
                if (manner == Manner.SILENT) {
                    questions.add("udp");
                    continue;
                }
                byte[] answer = answer("udp", question);
                if (manner == Manner.MALFORMED) {
                    send(packet, Arrays.copyOf(answer, 20));
                    continue;
                }
                if (manner == Manner.AFTER_OTHERS) {
                    byte[] other = answer.clone();
                    other[1] ^= 1;
                    send(packet, other);
                    other = answer.clone();
                    other[13] ^= 1;
                    send(packet, other);
                    send(packet, question);
                }
                send(packet, answer);
            }
        } catch (IOException e) {
            // The end of the test.
        }
    }

    private void send(DatagramPacket to, byte[] answer) throws IOException {
        udp.send(new DatagramPacket(answer, answer.length, to.getSocketAddress()));
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try (Socket socket = tcp.accept()) {
                InputStream in = socket.getInputStream();
                byte[] question = in.readNBytes(in.read() << 8 | in.read());
                byte[] answer = answer("tcp", question);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                word(out, answer.length);
                out.writeBytes(answer);
                if (manner == Manner.STALLING) {
                    socket.getOutputStream().write(out.toByteArray(), 0, out.size() - 1);
                    in.readAllBytes();
                    continue;
                }
                socket.getOutputStream().write(out.toByteArray());
            } catch (IOException e) {
                // The end of the test.
            }
        }
    }

    private byte[] answer(String way, byte[] question) {
        StringBuilder name = new StringBuilder();
        int at = 12;
        while (question[at] != 0) {
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(question, at + 1, question[at], StandardCharsets.US_ASCII));
            at += question[at] + 1;
        }
        int type = question[at + 1] << 8 | question[at + 2];
        questions.add(way + " " + type + " " + name);
        String owner = name.toString().toLowerCase(Locale.ROOT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        int count = collect(rest, owner, type, MOST_ALIASES);
        boolean truncated = (manner == Manner.TRUNCATED || manner == Manner.STALLING) && way.equals("udp");
        boolean known = records.keySet().stream().anyMatch(owner::equals);
        int code = codes.getOrDefault(owner, known ? 0 : 3);
        out.write(question, 0, 2);
        word(out, 0x8180 | (manner == Manner.PLAIN ? 0 : 0x20) | (truncated ? 0x200 : 0) | code);
        word(out, 1);
        word(out, truncated || code != 0 ? 0 : count);
        word(out, 0);
        word(out, 0);
        out.write(question, 12, at + 5 - 12);
        if (!truncated && code == 0) {
            out.writeBytes(rest.toByteArray());
        }
        return out.toByteArray();
    }

    private int collect(ByteArrayOutputStream out, String owner, int type, int aliases) {
        int count = 0;
        for (String record : records.getOrDefault(owner, List.of())) {
            String[] parts = record.split(" ", 2);
            boolean alias = parts[0].equals("CNAME");
            int recordType = alias ? 5 : parts[0].equals("TLSA") ? 52 : 1;
            if (!alias && recordType != type) {
                continue;
            }
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            if (alias) {
                name(data, parts[1]);
            } else {
                data.writeBytes(HexFormat.of().parseHex(parts[1].replace(" ", "")));
            }
            name(out, owner);
            word(out, recordType);
            word(out, 1);
            word(out, 0);
            word(out, 300);
            word(out, data.size());
            out.writeBytes(data.toByteArray());
            count++;
            if (alias && aliases > 0) {
                count += collect(out, parts[1], type, aliases - 1);
            }
        }
        return count;
    }

    private static void name(ByteArrayOutputStream out, String name) {
        for (String label : name.split("\\.", -1)) {
            out.write(label.length());
            out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.write(0);
    }

    private static void word(ByteArrayOutputStream out, int word) {
        out.write(word >> 8);
        out.write(word);
    }

    @Override
    public void close() {
        udp.close();
        try {
            tcp.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
