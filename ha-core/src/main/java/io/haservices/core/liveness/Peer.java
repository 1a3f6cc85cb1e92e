package io.haservices.core.liveness;

import io.haservices.core.runtime.CoreRuntime;
import io.haservices.core.runtime.Line;
import io.haservices.core.runtime.LineListener;
import io.haservices.core.runtime.Network;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one connection to a leading process, for all its terms that are followed. On the loop. */
final class Peer implements LineListener {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration ASK_AGAIN = Duration.ofMillis(200);
    private static final int TICKS = 4;

    /** One term; {@code known} once the process has said that it holds it, for only then its silence says something. */
    private static final class Followed {
        final Runnable confirmed;
        final Consumer<Evidence> tell;
        boolean known;

        Followed(Runnable confirmed, Consumer<Evidence> tell) {
            this.confirmed = confirmed;
            this.tell = tell;
        }

        void confirm() {
            if (!known) {
                known = true;
                confirmed.run();
            }
        }
    }

    private final Network network;
    private final CoreRuntime runtime;
    private final String address;
    private final Optional<Duration> unreachableAfter;
    private final Map<String, Followed> terms = new LinkedHashMap<>();
    private @Nullable Line line;
    private boolean open;
    private boolean closed;
    private Duration pause = Duration.ZERO;
    private long heard;

    Peer(Network network, CoreRuntime runtime, String address, Optional<Duration> unreachableAfter) {
        this.network = network;
        this.runtime = runtime;
        this.address = address;
        this.unreachableAfter = unreachableAfter;
    }

    void start() {
        heard = now();
        connect();
        tick(heard);
    }

    /** {@code confirmed} is run when the process has said that it holds the term, which comes before any evidence. */
    void follow(String id, Runnable confirmed, Consumer<Evidence> tell) {
        terms.put(id, new Followed(confirmed, tell));
        if (open) {
            ask(id);
        }
    }

    void unfollow(String id) {
        terms.remove(id);
    }

    boolean isIdle() {
        return terms.isEmpty();
    }

    void close() {
        closed = true;
        if (line != null) {
            line.close();
        }
    }

    @Override
    public void opened() {
        open = true;
        heard = now();
        send(Protocol.GREETING);
        terms.keySet().forEach(this::ask);
    }

    @Override
    public void line(String text) {
        heard = now();
        if (Protocol.isYes(text)) {
            pause = Duration.ZERO;
            Optional.ofNullable(terms.get(Protocol.idOf(text))).ifPresent(Followed::confirm);
        } else if (Protocol.isNo(text)) {
            denied(Protocol.idOf(text));
        } else if (!text.equals(Protocol.PONG)) {
            disconnect();
            found(Evidence.ANOTHER);
            connectLater();
        }
    }

    @Override
    public void ended(End why) {
        open = false;
        line = null;
        if (why == End.REFUSED) {
            found(Evidence.REFUSED);
        }
        connectLater();
    }

    private void denied(String id) {
        Followed term = terms.get(id);
        if (term != null && term.known) {
            terms.remove(id);
            term.tell.accept(Evidence.ANOTHER);
        } else if (term != null) {
            // Its leader entry may be seen here before its process knows that it has won.
            runtime.loop().schedule(ASK_AGAIN, () -> {
                if (open && terms.containsKey(id)) {
                    ask(id);
                }
            });
        }
    }

    /** Told once for each term, and only for those whose process had been spoken to. */
    private void found(Evidence evidence) {
        for (Map.Entry<String, Followed> entry : List.copyOf(terms.entrySet())) {
            if (entry.getValue().known) {
                terms.remove(entry.getKey());
                entry.getValue().tell.accept(evidence);
            }
        }
    }

    private void connect() {
        if (!closed && line == null) {
            line = network.connect(address, CONNECT_TIMEOUT, this);
        }
    }

    private void connectLater() {
        Duration now = pause;
        Duration doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        runtime.loop().schedule(now, this::connect);
    }

    private void disconnect() {
        open = false;
        if (line != null) {
            line.close();
            line = null;
        }
    }

    private void ask(String id) {
        send(Protocol.question(id));
    }

    private void send(String text) {
        if (line != null) {
            line.send(text);
        }
    }

    /** Looks a few times within the tolerated silence; one that comes late was late by a pause of our own, which proves nothing. */
    private void tick(long expected) {
        if (closed || unreachableAfter.isEmpty()) {
            return;
        }
        Duration tolerated = unreachableAfter.get();
        Duration step = tolerated.dividedBy(TICKS);
        long now = now();
        if (now - expected > step.toNanos()) {
            heard = now;
        } else if (now - heard >= tolerated.toNanos()) {
            found(Evidence.UNREACHABLE);
        }
        if (open) {
            send(Protocol.PING);
        }
        runtime.loop().schedule(step, () -> tick(now + step.toNanos()));
    }

    private long now() {
        return runtime.clock().nanoTime();
    }
}
