package io.haservices.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a server says of itself. {@code ruok} answers too early; only {@code Mode:} means that it serves.
 *
 * @param text its answer to {@code srvr}
 */
record ServerAnswer(String text) {
    private static final int LIMIT_MILLIS = 2_000;
    private static final int LIMIT_BYTES = 64 * 1024;

    /** The answer, if there is one. */
    static Optional<ServerAnswer> ask(ClientAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return Optional.of(new ServerAnswer(new String(in.readNBytes(LIMIT_BYTES), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return Optional.empty();
        }
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
