package io.haservices.testkit.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that speaks in short texts. */
final class Peer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    final Socket socket = new Socket();

    Peer(InetSocketAddress address) throws IOException {
        socket.connect(address, PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    String receive(int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
    }

    String ask(String text) throws IOException {
        send(text);
        return receive(text.length());
    }

    /** Nothing comes within a short time; a wrong "silent" can only be a late answer, never a wrong failure. */
    boolean hearsNothing() throws IOException {
        socket.setSoTimeout(150);
        try {
            return socket.getInputStream().read() == -2;
        } catch (java.net.SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
