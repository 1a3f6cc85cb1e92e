package io.haservices.core.liveness;

import io.haservices.core.runtime.EventLoop;
import io.haservices.core.runtime.Line;
import io.haservices.core.runtime.LineListener;
import io.haservices.core.runtime.Network;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers those who ask whether a term is still held here; strangers are sent away. On the loop. */
final class LivenessEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(LivenessEndpoint.class);
    private static final Duration TIME_TO_GREET = Duration.ofSeconds(10);
    private static final int MOST_CALLERS = 1_000;

    private final Network network;
    private final EventLoop loop;
    private final LivenessSettings settings;
    private final Runnable failed;
    private final Set<String> held = new HashSet<>();
    private final Set<Caller> callers = new HashSet<>();
    private Network.@Nullable Listening listening;
    private String address = "";

    /** {@code failed} is told when it accepts no more. */
    LivenessEndpoint(Network network, EventLoop loop, LivenessSettings settings, Runnable failed) {
        this.network = network;
        this.loop = loop;
        this.settings = settings;
        this.failed = failed;
    }

    /** Where it can be asked; empty when it cannot listen. */
    String address() {
        if (listening == null && !settings.advertisedHost().isEmpty()) {
            listen();
        }
        return address;
    }

    void hold(String id) {
        held.add(id);
    }

    void drop(String id) {
        held.remove(id);
    }

    void close() {
        if (listening != null) {
            listening.close();
            listening = null;
        }
        callers.clear();
        address = "";
    }

    private void listen() {
        try {
            listening = network.listen(settings.bindHost(), settings.port(), this::accept, this::broken);
            address = HostPort.of(settings.advertisedHost(), listening.port());
            LOG.info("those who stand by can ask at {} whether this process lives", address);
        } catch (IOException e) {
            LOG.warn(
                    "no liveness endpoint at {}: {}. If this process dies, the session timeout decides",
                    HostPort.of(settings.bindHost(), settings.port()),
                    e.getMessage());
        }
    }

    private void broken(String why) {
        LOG.warn("the liveness endpoint at {} accepts no more: {}", address, why);
        close();
        failed.run();
    }

    private LineListener accept(Line line) {
        Caller caller = new Caller(line);
        if (callers.size() >= MOST_CALLERS) {
            line.close();
        } else {
            callers.add(caller);
            loop.schedule(TIME_TO_GREET, caller::requireGreeting);
        }
        return caller;
    }

    private final class Caller implements LineListener {
        private final Line line;
        private boolean greeted;

        Caller(Line line) {
            this.line = line;
        }

        @Override
        public void line(String text) {
            if (!greeted && text.equals(Protocol.GREETING)) {
                greeted = true;
            } else if (greeted && Protocol.isQuestion(text)) {
                line.send(Protocol.answer(text, held.contains(Protocol.idOf(text))));
            } else if (greeted && text.equals(Protocol.PING)) {
                line.send(Protocol.PONG);
            } else {
                sendAway();
            }
        }

        @Override
        public void ended(End why) {
            callers.remove(this);
        }

        private void requireGreeting() {
            if (!greeted && callers.contains(this)) {
                sendAway();
            }
        }

        private void sendAway() {
            callers.remove(this);
            line.close();
        }
    }
}
