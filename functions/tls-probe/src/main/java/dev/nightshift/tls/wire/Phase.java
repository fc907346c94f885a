package dev.nightshift.tls.wire;

import dev.nightshift.tls.fault.Fault;

/// How far a connection has come, and what its end means there.
public enum Phase {
    CONNECT(Fault.TCP_TIMEOUT, Fault.TCP_UNREACHABLE),
    PROXY(Fault.PROXY_TIMEOUT, Fault.PROXY_FAILED),
    PLAIN_TEXT(Fault.STARTTLS_TIMEOUT, Fault.STARTTLS_CLOSED),
    HANDSHAKE(Fault.TLS_TIMEOUT, Fault.TLS_CLOSED);

    public final Fault timeout;
    public final Fault closed;

    Phase(Fault timeout, Fault closed) {
        this.timeout = timeout;
        this.closed = closed;
    }
}
