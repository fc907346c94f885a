package dev.nightshift.tls.wire;

import dev.nightshift.tls.fault.Fault;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What the plain side of a connection is read with: every answer is bounded, and nothing is read ahead unnoticed.
public final class Wire {
    private static final int LONGEST_LINE = 4_096;

    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[4_096];
    private int from;
    private int to;
    private int budget;

    /// @param budget how many bytes may be read in all
    public Wire(InputStream in, OutputStream out, int budget) {
        this.in = in;
        this.out = out;
        this.budget = budget;
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.US_ASCII));
    }

    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /// The next byte, 0 to 255.
    ///
    /// @throws EOFException at the end, or when the budget is spent: nobody has use for a peer
    ///     that talks on
    public int read() throws IOException {
        if (from == to) {
            from = 0;
            to = in.read(buffer, 0, Math.min(buffer.length, budget));
            if (to <= 0) {
                to = 0;
                throw new EOFException(budget == 0 ? "the peer says more than anybody wants to know" : "closed");
            }
            budget -= to;
        }
        return buffer[from++] & 0xff;
    }

    public byte[] read(int count) throws IOException {
        if (count > to - from + budget) {
            throw new EOFException("the peer announces more than anybody wants to know");
        }
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) read();
        }
        return bytes;
    }

    /// A line without its end (CR LF or LF), byte by byte as ISO 8859-1: it is compared and
    /// quoted, no more.
    public String line() throws IOException, ProbeException {
        StringBuilder line = new StringBuilder();
        for (int c = read(); c != '\n'; c = read()) {
            if (line.length() == LONGEST_LINE) {
                throw new ProbeException(Fault.STARTTLS_GARBLED, "a line of more than " + LONGEST_LINE + " bytes");
            }
            line.append((char) c);
        }
        return !line.isEmpty() && line.charAt(line.length() - 1) == '\r'
                ? line.substring(0, line.length() - 1)
                : line.toString();
    }

    /// Some of what was read together with the last byte: to quote a peer that says something
    /// unexpected.
    public byte[] buffered(int most) {
        return Arrays.copyOfRange(buffer, from, Math.min(to, from + most));
    }

    /// What has arrived already and was not asked for; it is thrown away.
    public int discardUnread() throws IOException {
        int unread = to - from + in.available();
        from = to;
        in.skipNBytes(in.available());
        return unread;
    }
}
