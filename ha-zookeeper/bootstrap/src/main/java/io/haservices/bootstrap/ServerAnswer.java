package io.haservices.bootstrap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a server says of itself. {@code ruok} answers too early; only {@code Mode:} means that it serves.
 *
 * @param text its answer to {@code srvr}
 * @param isClosed whether it is up, but wants to know by a certificate who asks
 */
record ServerAnswer(String text, boolean isClosed) {
    /** How to tell people of a server that is up and says no more. */
    static final String CLOSED = " is up; it wants a certificate, without which it cannot be asked for its mode";

    private static final int LIMIT_MILLIS = 2_000;
    private static final int LIMIT_BYTES = 64 * 1024;

    /** The answer, if there is one. */
    static Optional<ServerAnswer> ask(ClientAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address.socketAddress(), LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            String text =
                    address.secure() ? new TlsQuestion().ask(socket, address, ServerAnswer::openly) : openly(socket);
            // Whoever hangs up without a word has no time now, or is no ZooKeeper.
            return text.isEmpty() && !address.secure()
                    ? Optional.empty()
                    : Optional.of(new ServerAnswer(text, text.isEmpty()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String openly(Socket socket) throws IOException {
        socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
        return read(socket.getInputStream());
    }

    /** Whoever listens there may not be ZooKeeper at all, and may talk without end, byte by byte. */
    private static String read(InputStream in) throws IOException {
        long begin = System.nanoTime();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] part = new byte[4096];
        for (int length = in.read(part); length >= 0 && read.size() < LIMIT_BYTES; length = in.read(part)) {
            read.write(part, 0, length);
            if (System.nanoTime() - begin > LIMIT_MILLIS * 1_000_000L) {
                throw new IOException("no end of the answer");
            }
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    /** leader, follower, observer or standalone; nothing while there is no quorum. */
    Optional<String> mode() {
        return text.lines()
                .filter(line -> line.startsWith("Mode: "))
                .map(line -> line.substring("Mode: ".length()).strip())
                .findFirst();
    }

    Optional<String> version() {
        return text.lines()
                .filter(line -> line.startsWith("Zookeeper version: "))
                .map(line -> line.substring("Zookeeper version: ".length()).split("[-,]", 2)[0])
                .findFirst();
    }
}
