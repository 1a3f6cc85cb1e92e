package io.haservices.core.wiring;

import io.haservices.core.liveness.LivenessEndpoint;
import io.haservices.core.runtime.Network;
import java.io.IOException;

/**
 * A liveness endpoint in a process that has no client of its own: answers those who stand by whether a term is still held, until the
 * process ends. Needs nothing but this jar and the SLF4J API on the class path. Safe for use by several threads.
 */
public final class WitnessEndpoint implements AutoCloseable {
    private final LoopThread loop = new LoopThread(this, "ha-witness-loop");
    private final TcpNetwork network = new TcpNetwork(loop, loop, new RuntimeThreads(this, n -> "ha-witness-network"));
    private final LivenessEndpoint endpoint = LivenessEndpoint.answering(loop);
    private final Network.Listening listening;

    private WitnessEndpoint(String host, int port) throws IOException {
        listening = network.listen(host, port, endpoint::accept, why -> {});
    }

    /** Listens at this address, or at all of the host if it is empty; port 0 takes a free one. */
    public static WitnessEndpoint open(String host, int port) throws IOException {
        return new WitnessEndpoint(host, port);
    }

    /** Where it listens. */
    public int port() {
        return listening.port();
    }

    /** From now on the term with this id counts as held. */
    public void hold(String id) {
        loop.execute(() -> endpoint.hold(id));
    }

    /** From now on it does not. */
    public void drop(String id) {
        loop.execute(() -> endpoint.drop(id));
    }

    @Override
    public void close() {
        loop.stop();
        network.close();
    }
}
