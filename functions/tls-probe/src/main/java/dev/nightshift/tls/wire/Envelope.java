package dev.nightshift.tls.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// What a protocol puts around the bytes of a handshake.
public interface Envelope {
    /// What the peer says, without it.
    InputStream input();

    /// What is said to the peer is put into it.
    OutputStream output();

    /// The handshake is over: what is said from now on goes without it.
    void end() throws IOException;
}
