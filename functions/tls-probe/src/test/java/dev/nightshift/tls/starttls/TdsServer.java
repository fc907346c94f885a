package dev.nightshift.tls.starttls;

import dev.nightshift.tls.Server.Conversation;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.net.ssl.SSLSocket;

/// What SQL Server does up to the login, which it always refuses; from MS-TDS, without a look at what the prober does.
final class TdsServer {
    static final int OFF = 0;
    static final int ON = 1;
    static final int NOT_SUPPORTED = 2;
    static final int REQUIRED = 3;
    static final String LOGIN_ERROR = "Login failed for user 'nightshift'.";

    private static final int TABULAR = 0x04;
    private static final int PRELOGIN = 0x12;

    private TdsServer() {}

    /// TDS 7: PRELOGIN in the clear, then what follows in PRELOGIN packets of at most so many bytes.
    static Conversation tds7(int encryption, int packetSize, Conversation tls) {
        return socket -> {
            answerPrelogin(socket, encryption);
            if (encryption != NOT_SUPPORTED) {
                inPackets(packetSize, tls).with(socket);
            }
        };
    }

    /// A handshake in PRELOGIN packets of at most so many bytes; what the client says after it has none.
    static Conversation inPackets(int size, Conversation tls) {
        return socket -> {
            Packets packets = new Packets(socket, size);
            tls.with(packets);
            if (!packets.isBare()) {
                throw new IOException("the client goes on in packets after the handshake");
            }
        };
    }

    /// TDS 8: all of it inside TLS, of the protocol that ALPN names.
    static Conversation tds8Login() {
        return socket -> {
            String protocol = ((SSLSocket) socket).getApplicationProtocol();
            if (!"tds/8.0".equals(protocol)) {
                throw new IOException("the client speaks '" + protocol + "'");
            }
            answerPrelogin(socket, ON);
            refuseLogin(socket);
        };
    }

    /// Reads LOGIN7 and says no (MS-TDS 2.2.7.10 ERROR, 2.2.7.6 DONE).
    static void refuseLogin(Socket socket) throws IOException {
        Message login = message(socket.getInputStream());
        if (login.type() != 0x10) {
            throw new IOException("no LOGIN7 but a packet of type " + login.type());
        }
        byte[] text = LOGIN_ERROR.getBytes(StandardCharsets.UTF_16LE);
        ByteBuffer error =
                ByteBuffer.allocate(3 + 4 + 2 + 2 + text.length + 2 + 4).order(ByteOrder.LITTLE_ENDIAN);
        error.put((byte) 0xaa).putShort((short) (error.capacity() - 3)).putInt(18_456);
        error.put((byte) 1)
                .put((byte) 14)
                .putShort((short) LOGIN_ERROR.length())
                .put(text);
        error.put((byte) 0).put((byte) 0).putInt(1);
        byte[] done = HexFormat.of().parseHex("fd020000000000000000000000");
        socket.getOutputStream().write(packet(TABULAR, concat(error.array(), done)));
        socket.getOutputStream().flush();
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private static void answerPrelogin(Socket socket, int encryption) throws IOException {
        Message request = message(socket.getInputStream());
        // The first option is VERSION.
        if (request.type() != PRELOGIN || request.content().get(0) != 0) {
            throw new IOException("no PRELOGIN but a packet of type " + request.type());
        }
        socket.getOutputStream().write(packet(TABULAR, prelogin(encryption)));
        socket.getOutputStream().flush();
    }

    /// SQL Server 2022's version, the encryption, no instance, no MARS.
    static byte[] prelogin(int encryption) {
        return HexFormat.of()
                .parseHex("0000150006" + "01001b0001" + "02001c0001" + "04001d0001" + "ff" + "100003e80000"
                        + HexFormat.of().toHexDigits((byte) encryption) + "00" + "00");
    }

    /// A whole packet, which ends its message.
    static byte[] packet(int type, byte[] content) {
        return packet(type, 1, content, 0, content.length);
    }

    record Message(int type, ByteBuffer content) {}

    static Message message(InputStream in) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        while (true) {
            byte[] header = in.readNBytes(8);
            if (header.length < 8) {
                throw new EOFException("the client is gone");
            }
            content.writeBytes(in.readNBytes(((header[2] & 0xff) << 8 | (header[3] & 0xff)) - 8));
            if ((header[1] & 1) == 1) {
                return new Message(header[0], ByteBuffer.wrap(content.toByteArray()));
            }
        }
    }

    private static byte[] packet(int type, int status, byte[] content, int offset, int length) {
        ByteBuffer packet = ByteBuffer.allocate(8 + length);
        packet.put((byte) type)
                .put((byte) status)
                .putShort((short) (8 + length))
                .putInt(0);
        return packet.put(content, offset, length).array();
    }

    private static byte[] concat(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }

    /// A connection whose bytes are in packets until the client sends something without one.
    private static final class Packets extends Socket {
        private final Socket socket;
        private final int size;
        private final ByteArrayOutputStream flight = new ByteArrayOutputStream();
        private volatile boolean bare;
        private int left;

        Packets(Socket socket, int size) {
            this.socket = socket;
            this.size = size;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            InputStream in = socket.getInputStream();
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    send();
                    if (!bare && left == 0) {
                        int type = in.read();
                        if (type != PRELOGIN) {
                            bare = type >= 0;
                            bytes[offset] = (byte) type;
                            return type < 0 ? -1 : 1;
                        }
                        byte[] header = in.readNBytes(7);
                        left = ((header[1] & 0xff) << 8 | (header[2] & 0xff)) - 8;
                    }
                    int count = in.read(bytes, offset, bare ? length : Math.min(left, length));
                    left -= bare ? 0 : count;
                    return count;
                }
            };
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            OutputStream out = socket.getOutputStream();
            return new OutputStream() {
                @Override
                public void write(int next) throws IOException {
                    write(new byte[] {(byte) next}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    if (bare) {
                        out.write(bytes, offset, length);
                    } else {
                        flight.write(bytes, offset, length);
                    }
                }
            };
        }

        /// A flight is one message: Microsoft's driver asserts that.
        private void send() throws IOException {
            byte[] bytes = flight.toByteArray();
            flight.reset();
            for (int from = 0; from < bytes.length; from += size) {
                int some = Math.min(size, bytes.length - from);
                socket.getOutputStream()
                        .write(packet(PRELOGIN, from + some == bytes.length ? 1 : 0, bytes, from, some));
            }
        }

        /// Whether the client has sent something without a packet.
        boolean isBare() {
            return bare;
        }

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
