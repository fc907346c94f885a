package dev.nightshift.tls.wire;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;

/// A connection that keeps the beginning of what the peer says, for what the JDK's TLS does not tell: it is layered
/// over
/// this one.
public final class Tap extends Socket {
    // The server's first flight with the largest message that the JDK takes, 32,768 bytes.
    private static final int KEPT = 40_960;

    private final Connection connection;
    private final Socket socket;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    public Tap(Connection connection) {
        this.connection = connection;
        this.socket = connection.socket();
    }

    /// Tells the connection that its handshake is complete.
    public void completed() throws IOException {
        connection.unwrap();
    }

    /// What the peer said first.
    public byte[] heard() {
        return heard.toByteArray();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(connection.input()) {
            @Override
            public int read() throws IOException {
                int next = super.read();
                if (next >= 0 && heard.size() < KEPT) {
                    heard.write(next);
                }
                return next;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                heard.write(bytes, offset, Math.clamp(KEPT - heard.size(), 0, Math.max(0, count)));
                return count;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Flight(connection.output());
    }

    @Override
    public InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return socket.getRemoteSocketAddress();
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return socket.getSoTimeout();
    }

    @Override
    public void setSoTimeout(int milliseconds) throws SocketException {
        socket.setSoTimeout(milliseconds);
    }

    @Override
    public int getSoLinger() throws SocketException {
        return socket.getSoLinger();
    }

    @Override
    public void setSoLinger(boolean on, int seconds) throws SocketException {
        socket.setSoLinger(on, seconds);
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public boolean isBound() {
        return socket.isBound();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public boolean isInputShutdown() {
        return socket.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return socket.isOutputShutdown();
    }

    @Override
    public void shutdownInput() throws IOException {
        socket.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
