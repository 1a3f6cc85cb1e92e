package io.haservices.etcd;

import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.haservices.values.MonotonicClock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Renews one lease over one connection: one renewal at a time, so that it is known when the one that was answered had been sent. On
 * the loop.
 */
final class Renewals implements Conversation.Partner<LeaseKeepAliveResponse> {
    private static final int PER_TTL = 6;
    private static final long LONGEST_PERIOD = TimeUnit.SECONDS.toNanos(1);

    private final Loop loop;
    private final MonotonicClock clock;
    private final Lease lease;
    private final long patience;
    private final Events events;
    private @Nullable Conversation<LeaseKeepAliveRequest> conversation;
    private Loop.@Nullable Timer timer;
    private long sentAt;

    Renewals(Loop loop, MonotonicClock clock, Lease lease, Duration patience, Events events) {
        this.loop = loop;
        this.clock = clock;
        this.lease = lease;
        this.patience = patience.toNanos();
        this.events = events;
    }

    /** What is learned of the lease. */
    interface Events {
        void renewed(long sentAt, Duration ttl);

        /** The servers do not know it any more. */
        void gone();

        /** Nothing can be learned over this connection. */
        void failed(String seen);
    }

    /** One at once, and then regularly. */
    void start(Connection connection) {
        conversation = connection.converse(LeaseGrpc.getLeaseKeepAliveMethod(), this);
        renew();
    }

    void stop() {
        Loop.Timer.stop(timer);
        if (conversation != null) {
            conversation.end();
        }
    }

    @Override
    public void said(LeaseKeepAliveResponse response) {
        Loop.Timer.stop(timer);
        if (response.getTTL() <= 0) {
            stop();
            events.gone();
            return;
        }
        Duration ttl = Duration.ofSeconds(response.getTTL());
        long period = Math.min(ttl.toNanos() / PER_TTL, LONGEST_PERIOD);
        timer = loop.schedule(this::renew, Math.max(0, sentAt + period - clock.nanoTime()));
        events.renewed(sentAt, ttl);
    }

    @Override
    public void ended(Failure failure) {
        stop();
        events.failed("renewing the lease: " + failure.seen());
    }

    private void renew() {
        if (conversation != null) {
            timer = loop.schedule(this::tooLate, patience);
            sentAt = clock.nanoTime();
            conversation.say(
                    LeaseKeepAliveRequest.newBuilder().setID(lease.id()).build());
        }
    }

    private void tooLate() {
        stop();
        events.failed("renewing the lease: no answer within " + TimeUnit.NANOSECONDS.toMillis(patience) + " ms");
    }
}
