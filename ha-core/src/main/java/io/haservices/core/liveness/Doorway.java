package io.haservices.core.liveness;

import io.haservices.core.runtime.Network;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the endpoint of this process is reached: opened when it is first asked for, and again after it failed. On the loop. */
final class Doorway {
    private static final Logger LOG = LoggerFactory.getLogger(Doorway.class);

    private final Network network;
    private final LivenessSettings settings;
    private final LivenessEndpoint endpoint;
    private final Runnable failed;
    private Network.@Nullable Listening listening;
    private String lastProblem = "";

    /** {@code failed} is told when nobody is accepted any more. */
    Doorway(Network network, LivenessSettings settings, LivenessEndpoint endpoint, Runnable failed) {
        this.network = network;
        this.settings = settings;
        this.endpoint = endpoint;
        this.failed = failed;
    }

    /** Where it can be reached; empty when it cannot listen. */
    String address() {
        if (settings.advertisedHost().isEmpty()) {
            if (settings.follows()) {
                tellOnce(
                        "this host has no address but loopback; high-availability.liveness.advertised-address may name one");
            }
            return "";
        }
        if (listening == null) {
            listen();
        }
        return listening == null ? "" : at(listening.port());
    }

    /** Another port of this host, as others reach it. */
    String at(int port) {
        return HostPort.of(settings.advertisedHost(), port);
    }

    void close() {
        if (listening != null) {
            listening.close();
            listening = null;
        }
        endpoint.sendAllAway();
    }

    private void listen() {
        try {
            listening = network.listen(settings.bindHost(), settings.port(), endpoint::accept, this::broken);
            LOG.info("those who stand by can ask at {} whether this process lives", at(listening.port()));
        } catch (IOException e) {
            tellOnce(HostPort.of(settings.bindHost(), settings.port()) + ": " + e.getMessage());
        }
    }

    private void tellOnce(String problem) {
        if (!problem.equals(lastProblem)) {
            lastProblem = problem;
            LOG.warn("no liveness endpoint: {}. If this process dies, the session timeout decides", problem);
        }
    }

    private void broken(String why) {
        LOG.warn("the liveness endpoint accepts no more: {}", why);
        close();
        failed.run();
    }
}
