package io.haservices.testkit.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sends back what it gets, remembers it, and remembers how connections ended. */
final class EchoServer implements Closeable {
    private final ServerSocket listening;
    private final Thread acceptor;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    EchoServer() throws IOException {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    EchoServer(InetSocketAddress address) throws IOException {
        listening = new ServerSocket(address.getPort(), 50, address.getAddress());
        acceptor = daemon(this::acceptAll);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    String received() {
        return received.toString(UTF_8);
    }

    /** "end" for an end of stream, "reset" for a broken connection, in the order seen. */
    List<String> ends() {
        return ends;
    }

    List<Socket> connections() {
        return connections;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        joinAcceptor();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    /** An accept that is under way when its socket is closed may still take one connection. */
    private void joinAcceptor() {
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                Socket connection = listening.accept();
                connections.add(connection);
                daemon(() -> echo(connection));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void echo(Socket connection) {
        byte[] buffer = new byte[8192];
        try {
            for (int count = connection.getInputStream().read(buffer);
                    count >= 0;
                    count = connection.getInputStream().read(buffer)) {
                received.write(buffer, 0, count);
                connection.getOutputStream().write(buffer, 0, count);
            }
            ends.add("end");
            connection.close();
        } catch (IOException e) {
            ends.add("reset");
        }
    }

    private static Thread daemon(Runnable action) {
        Thread thread = new Thread(action, "echo-server");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
