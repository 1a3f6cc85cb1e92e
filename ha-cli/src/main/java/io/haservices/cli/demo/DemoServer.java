package io.haservices.cli.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The ZooKeeper server of the demo. */
final class DemoServer {
    private static final int ATTEMPTS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port;
    private final String version;

    private DemoServer(int port, String version) {
        this.port = port;
        this.version = version;
    }

    int port() {
        return port;
    }

    String version() {
        return version;
    }

    /** Starts it and waits until it serves; on another port when somebody was quicker to take the first one. */
    static DemoServer start(Path jar, Workspace workspace, Children children, boolean keep) throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = freePort();
            String folder = keep ? "-" : workspace.folder().toString();
            Process process = children.start(
                    JavaProgram.server(jar, folder, workspace.writeServer(port)), workspace.log("zookeeper"));
            String answer =
                    Patience.await(PATIENCE, () -> serving(process, port)).orElse("");
            if (answer.startsWith("Zookeeper version:")) {
                String version = answer.substring("Zookeeper version:".length(), answer.indexOf('\n'));
                return new DemoServer(port, version.trim().split("[-,]")[0]);
            }
            children.kill(process);
        }
        throw new StepFailedException(
                Step.SERVER, "ZooKeeper did not start; its log: " + Logs.tail(workspace.log("zookeeper")));
    }

    private static Optional<String> serving(Process process, int port) {
        if (!process.isAlive()) {
            return Optional.of("ended");
        }
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(1000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.getOutputStream().write("srvr".getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            return Optional.of(answer).filter(text -> text.contains("Mode:"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
