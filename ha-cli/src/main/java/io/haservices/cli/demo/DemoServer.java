package io.haservices.cli.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;

/**
 * The server of the demo.
 *
 * @param port where it serves, on the loopback address
 */
record DemoServer(int port, String version) {
    private static final int ATTEMPTS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Starts it and waits until it serves; on another port when somebody was quicker to take the first one. */
    static DemoServer start(DemoService service, Workspace workspace, Children children, boolean keep)
            throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = freePort();
            Process process = children.start(service.server(port, workspace, !keep), workspace.log(service.name()));
            String version = Patience.await(PATIENCE, () -> process.isAlive() ? service.version(port) : Optional.of(""))
                    .orElse("");
            if (!version.isEmpty()) {
                return new DemoServer(port, version);
            }
            children.kill(process);
        }
        throw new StepFailedException(
                Step.SERVER, service.title() + " did not start; its log: " + Logs.tail(workspace.log(service.name())));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
