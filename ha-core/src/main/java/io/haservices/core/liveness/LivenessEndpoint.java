package io.haservices.core.liveness;

import io.haservices.core.runtime.EventLoop;
import io.haservices.core.runtime.Line;
import io.haservices.core.runtime.LineListener;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Answers those who ask whether a term is still held here. Whoever has not named such a term in time is a stranger, and is sent away; nobody
 * can guess its id. On the loop.
 */
public final class LivenessEndpoint {
    private static final Duration TIME_TO_PROVE = Duration.ofSeconds(10);
    private static final int MOST_CALLERS = 1_000;

    private final EventLoop loop;
    private final Set<String> held = new HashSet<>();
    // In order, so that a simulated run is the same each time.
    private final Set<Caller> callers = new LinkedHashSet<>();

    private LivenessEndpoint(EventLoop loop) {
        this.loop = loop;
    }

    /** One that nobody can reach before its {@link #accept} is given to a listener. */
    public static LivenessEndpoint answering(EventLoop loop) {
        return new LivenessEndpoint(loop);
    }

    /** From now on the term with this id counts as held. */
    public void hold(String id) {
        held.add(id);
    }

    /** From now on it does not. */
    public void drop(String id) {
        held.remove(id);
    }

    /** A new connection. */
    public LineListener accept(Line line) {
        Caller caller = new Caller(line);
        if (callers.size() >= MOST_CALLERS) {
            line.close();
        } else {
            callers.add(caller);
            loop.schedule(TIME_TO_PROVE, caller::requireProof);
        }
        return caller;
    }

    void sendAllAway() {
        List.copyOf(callers).forEach(Caller::sendAway);
    }

    private final class Caller implements LineListener {
        private final Line line;
        private boolean greeted;
        private boolean proven;

        Caller(Line line) {
            this.line = line;
        }

        @Override
        public void line(String text) {
            if (!greeted && text.equals(Protocol.GREETING)) {
                greeted = true;
            } else if (greeted && Protocol.isQuestion(text)) {
                boolean known = held.contains(Protocol.idOf(text));
                proven = proven || known;
                line.send(Protocol.answer(text, known));
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

        private void requireProof() {
            if (!proven && callers.contains(this)) {
                sendAway();
            }
        }

        private void sendAway() {
            callers.remove(this);
            line.close();
        }
    }
}
