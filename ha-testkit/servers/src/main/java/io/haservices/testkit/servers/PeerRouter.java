package io.haservices.testkit.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The HTTP proxy of one node of an etcd cluster: sends every request of it to the local port of the link to the node that it names. A
 * connection carries one request, for the next one may be for another node.
 */
final class PeerRouter implements AutoCloseable {
    /** Addresses that are for documentation: nobody has them, and only for the loopback would there be no proxy. */
    private static final String NETWORK = "192.0.2.";

    private static final Pattern REQUEST = Pattern.compile("^\\S+ http://192\\.0\\.2\\.(\\d+):");
    private static final int LONGEST_HEAD = 65_536;

    private final ServerSocket listener;
    private final IntUnaryOperator ports;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private PeerRouter(ServerSocket listener, IntUnaryOperator ports) {
        this.listener = listener;
        this.ports = ports;
    }

    /** @param ports the local port of the link to a node */
    static PeerRouter start(IntUnaryOperator ports) {
        try {
            PeerRouter router = new PeerRouter(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), ports);
            daemon(router::accept);
            return router;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The host under which a node is known to its peers. */
    static String host(int node) {
        return NETWORK + node;
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        end(listener);
        open.forEach(PeerRouter::end);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                open.add(client);
                daemon(() -> route(client));
            }
        } catch (IOException closed) {
            // The end of the servers.
        }
    }

    private void route(Socket client) {
        try {
            String head = head(client.getInputStream());
            Matcher request = REQUEST.matcher(head);
            if (!request.find()) {
                throw new IOException("not a request to a peer: " + head);
            }
            int port = ports.applyAsInt(Integer.parseInt(request.group(1)));
            Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
            open.add(server);
            String once = head.replaceFirst("\r\n", "\r\nConnection: close\r\n");
            server.getOutputStream().write(once.getBytes(ISO_8859_1));
            daemon(() -> pass(client, server));
            pass(server, client);
        } catch (IOException | RuntimeException e) {
            forget(client);
        }
    }

    private void pass(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // Either side has ended it.
        } finally {
            forget(from);
            forget(to);
        }
    }

    private void forget(Socket socket) {
        end(socket);
        open.remove(socket);
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4 && head.size() < LONGEST_HEAD) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended in the head of a request");
            }
            head.write(next);
            ends = next == '\r' || next == '\n' ? ends + 1 : 0;
        }
        return head.toString(ISO_8859_1);
    }

    private static void end(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It is ended all the same.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "etcd-peers");
        thread.setDaemon(true);
        thread.start();
    }
}
