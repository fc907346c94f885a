package dev.nightshift.tls.starttls;

import dev.nightshift.tls.wire.Envelope;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Carries a handshake in PRELOGIN packets of TDS 7 (MS-TDS 2.2.6.5, 3.2.5.2): what comes after it is TLS without them.
///
/// A flight is one message, as the drivers of SQL Server send it, and goes out when an answer is waited for. What the
/// server sends without a packet around it is handed on as it is; the first bytes of packets and of records differ.
public final class TdsEnvelope implements Envelope {
    // The size until the login agrees on another (MS-TDS 2.2.6.4, PacketSize).
    private static final int LARGEST_PACKET = 4_096;

    private final InputStream in;
    private final OutputStream out;
    private final ByteArrayOutputStream flight = new ByteArrayOutputStream();
    private boolean over;
    private boolean bare;
    private int left;

    public TdsEnvelope(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public void end() throws IOException {
        send();
        over = true;
    }

    @Override
    public OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int next) throws IOException {
                write(new byte[] {(byte) next}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (over) {
                    out.write(bytes, offset, length);
                } else {
                    flight.write(bytes, offset, length);
                }
            }
        };
    }

    @Override
    public InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] next = new byte[1];
                return read(next, 0, 1) < 0 ? -1 : next[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                send();
                while (!bare && left == 0) {
                    int type = in.read();
                    if (type < 0) {
                        return -1;
                    } else if (type != Tds.PRELOGIN && type != Tds.RESPONSE) {
                        bare = true;
                        bytes[offset] = (byte) type;
                        return 1;
                    }
                    left = packet(in.readNBytes(Tds.HEADER - 1));
                }
                int count = in.read(bytes, offset, bare ? length : Math.min(length, left));
                left -= bare ? 0 : Math.max(0, count);
                return count;
            }
        };
    }

    /// The length of what a packet holds.
    ///
    /// @param header without its first byte
    private static int packet(byte[] header) throws IOException {
        if (header.length < Tds.HEADER - 1) {
            throw new EOFException("closed");
        }
        int length = (header[1] & 0xff) << 8 | (header[2] & 0xff);
        if (length < Tds.HEADER) {
            throw new IOException("a packet of TDS of " + length + " bytes");
        }
        return length - Tds.HEADER;
    }

    private void send() throws IOException {
        byte[] bytes = flight.toByteArray();
        flight.reset();
        int most = LARGEST_PACKET - Tds.HEADER;
        for (int from = 0; from < bytes.length; from += most) {
            int length = Math.min(most, bytes.length - from);
            int whole = length + Tds.HEADER;
            boolean last = from + length == bytes.length;
            byte[] packet = new byte[whole];
            packet[0] = Tds.PRELOGIN;
            packet[1] = (byte) (last ? 1 : 0);
            packet[2] = (byte) (whole >> 8);
            packet[3] = (byte) whole;
            packet[6] = (byte) (from / most + 1);
            System.arraycopy(bytes, from, packet, Tds.HEADER, length);
            out.write(packet);
        }
        out.flush();
    }
}
