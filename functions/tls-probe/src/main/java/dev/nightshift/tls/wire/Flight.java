package dev.nightshift.tls.wire;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Sends a `change_cipher_spec` together with what follows it, as OpenSSL does: the JDK writes each record by
/// itself, and a client always has another one after this (RFC 5246 7.1, RFC 8446 D.4).
final class Flight extends FilterOutputStream {
    private static final byte CHANGE_CIPHER_SPEC = 20;
    private static final int RECORD_BYTES = 6;

    private byte[] held = {};

    Flight(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int next) throws IOException {
        write(new byte[] {(byte) next}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        byte[] all = Arrays.copyOf(held, held.length + length);
        System.arraycopy(bytes, offset, all, held.length, length);
        if (length == RECORD_BYTES && bytes[offset] == CHANGE_CIPHER_SPEC) {
            held = all;
        } else {
            held = new byte[0];
            out.write(all);
        }
    }
}
