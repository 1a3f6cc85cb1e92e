package io.haservices.cli.zookeeper;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** ZooKeeper's four letter words over a plain socket. */
final class FourLetterWord {
    /** A busy server has thousands of connections, each a line. */
    private static final int LIMIT_BYTES = 8 << 20;

    private FourLetterWord() {}

    static Reply ask(InetSocketAddress server, String word, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        try (Socket socket = new Socket()) {
            socket.connect(server, millis(limit.toNanos()));
            socket.getOutputStream().write(word.getBytes(US_ASCII));
            return new Reply(word, read(socket, end));
        }
    }

    private static String read(Socket socket, long end) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        try {
            InputStream in = socket.getInputStream();
            while (read.size() < LIMIT_BYTES) {
                socket.setSoTimeout(millis(end - System.nanoTime()));
                int length = in.read(part);
                if (length < 0) {
                    break;
                }
                read.write(part, 0, length);
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (SocketException e) {
            // Reset instead of closed: what was said before counts, and nothing is nothing.
        }
        return read.toString(UTF_8);
    }

    private static int millis(long nanos) throws SocketTimeoutException {
        long millis = nanos / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException();
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }
}
