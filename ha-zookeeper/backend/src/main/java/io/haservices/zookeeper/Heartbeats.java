package io.haservices.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.haservices.shaded.org.apache.zookeeper.CreateMode;
import io.haservices.values.MonotonicClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heartbeats of one session: small quorum writes to a session-bound node of its own, as long as it is connected. ZooKeeper's
 * own pings prove nothing, for a follower that is cut off from its leader goes on answering them. All on the loop.
 */
final class Heartbeats {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);
    private static final int BEATS_PER_TIMEOUT = 6;
    private static final long LEAST_PERIOD = Duration.ofMillis(100).toNanos();
    /** More unanswered ones than this help nobody. */
    private static final int MOST_UNANSWERED = 16;

    private final Loop loop;
    private final MonotonicClock clock;
    private final Handle handle;
    private final LiveSession session;
    private final String node;
    private final long period;
    private Loop.@Nullable Timer timer;
    private int unanswered;
    private long count;
    private boolean complained;
    private long lastAnswer;

    Heartbeats(Loop loop, MonotonicClock clock, Layout layout, Handle handle, LiveSession session) {
        this.loop = loop;
        this.clock = clock;
        this.handle = handle;
        this.session = session;
        this.node = layout.session(session.id());
        this.period = Math.max(session.timeout().toNanos() / BEATS_PER_TIMEOUT, LEAST_PERIOD);
        this.lastAnswer = clock.nanoTime();
    }

    /** Connected: one at once, and then regularly. */
    void start() {
        stop();
        beat();
    }

    void stop() {
        Loop.Timer.stop(timer);
        timer = null;
    }

    /** When the servers were last heard of. */
    long lastAnswer() {
        return lastAnswer;
    }

    private void beat() {
        timer = loop.schedule(this::beat, period);
        if (unanswered < MOST_UNANSWERED) {
            unanswered++;
            long sent = clock.nanoTime();
            handle.setData(node, mark(), (code, stat) -> loop.execute(() -> answered(sent, code)));
        }
    }

    private void answered(long sent, ReplyCode code) {
        unanswered--;
        switch (code) {
            case OK -> {
                lastAnswer = clock.nanoTime();
                session.proof().answered(sent, lastAnswer);
            }
            case NO_NODE -> create();
            // Lost: the session's own events tell of it. Exists: two first heartbeats crossed.
            case CONNECTION_LOSS, SESSION_EXPIRED, AUTH_FAILED, NODE_EXISTS -> {}
            default -> complain(code);
        }
    }

    private void create() {
        unanswered++;
        ReplyCode[] above = {ReplyCode.OK};
        handle.createAncestors(node, (code, name) -> above[0] = code);
        long sent = clock.nanoTime();
        handle.create(
                node, mark(), CreateMode.EPHEMERAL, (code, name) -> loop.execute(() -> created(sent, code, above[0])));
    }

    private void created(long sent, ReplyCode code, ReplyCode above) {
        if (code == ReplyCode.NO_NODE) {
            unanswered--;
            // What kept the nodes above from being there is the reason, and somebody else's ACL the likely one.
            complain(above.isRefusal() ? above : code);
        } else {
            answered(sent, code);
        }
    }

    private void complain(ReplyCode code) {
        if (!complained) {
            complained = true;
            LOG.warn(
                    "The heartbeats of ZooKeeper session {} are refused with {}: nobody can know how long the session is safe,"
                            + " so this process cannot lead. Allow it to create and write {}.",
                    session.id(),
                    code,
                    node);
        }
    }

    private byte[] mark() {
        return Long.toString(++count).getBytes(UTF_8);
    }
}
