package io.haservices.etcd;

import io.haservices.values.MonotonicClock;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection to one of the servers, and goes on to the next server when it fails. On the loop.
 *
 * <p>gRPC's own way of noticing a server that hangs takes 40 s, and its pauses between attempts grow to two minutes. So whoever got
 * no answer in time says so here, and every attempt is a new channel.
 */
final class Connector {
    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int MOST_DOUBLINGS = 5;
    /** A connection that fails sooner than this is no better than one that never was. */
    private static final long WORTH_IT = TimeUnit.SECONDS.toNanos(1);

    private final Loop loop;
    private final MonotonicClock clock;
    private final EtcdSettings settings;
    private final Events events;
    private @Nullable Connection current;
    private boolean established;
    private long establishedAt;
    private final Candidates candidates;
    private int failures;
    private boolean stopped;

    Connector(Loop loop, MonotonicClock clock, EtcdSettings settings, Events events) {
        this.loop = loop;
        this.clock = clock;
        this.settings = settings;
        this.events = events;
        this.candidates = new Candidates(loop, settings.servers(), "ha-etcd-" + settings.clusterName() + "-dns");
    }

    /** What becomes of connections. */
    interface Events {
        /** There is one that nobody has tried yet. */
        void opened(Connection connection);

        /** One that was established is given up; another follows at once. */
        void lost(Connection connection, String why);

        /** An attempt has failed. */
        void unreachable(String why);
    }

    void start() {
        attempt();
    }

    /** The server has answered on it, and it is used from now on. */
    void established(Connection connection) {
        if (connection == current && !established) {
            established = true;
            establishedAt = clock.nanoTime();
            LOG.info("Connected to etcd {}", connection);
        }
    }

    boolean isCurrent(Connection connection) {
        return connection == current;
    }

    /** It is of no use any more, as somebody has seen; it may be said more than once. */
    void failed(Connection connection, String seen) {
        if (connection != current) {
            return;
        }
        current = null;
        connection.retire();
        String why = "etcd " + connection + " failed: " + seen;
        if (established) {
            established = false;
            LOG.info("{}", why);
            failures = clock.nanoTime() - establishedAt > WORTH_IT ? 0 : failures + 1;
            events.lost(connection, why);
        } else {
            failures++;
            events.unreachable(why);
        }
        retry();
    }

    boolean isStopped() {
        return stopped;
    }

    /** No more attempts; what is on its way still gets its answers until {@link Connection#close()}. */
    @Nullable
    Connection stop() {
        stopped = true;
        return current;
    }

    private void retry() {
        Loop.Timer unused = loop.schedule(this::attempt, pause());
    }

    /** None before every server has been tried once. */
    private long pause() {
        int rounds = failures / candidates.count();
        if (failures == 0 || failures % candidates.count() != 0) {
            return 0;
        }
        long most = FIRST_PAUSE << Math.min(rounds, MOST_DOUBLINGS);
        return ThreadLocalRandom.current().nextLong(most / 2, most);
    }

    private void attempt() {
        if (!stopped && current == null) {
            candidates.next(this::connect, this::failed);
        }
    }

    private void connect(Endpoint endpoint) {
        if (stopped) {
            return;
        }
        try {
            Connection connection = Connection.to(endpoint, settings.tls(), loop);
            current = connection;
            events.opened(connection);
        } catch (IOException | RuntimeException e) {
            failed("The connection to etcd " + endpoint + " cannot be prepared: " + e);
        }
    }

    private void failed(String why) {
        failures++;
        events.unreachable(why);
        retry();
    }
}
