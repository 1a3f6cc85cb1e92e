package io.haservices.etcd;

import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrantResponse;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.PutRequest;
import io.grpc.MethodDescriptor;
import io.haservices.errors.HaException;
import io.haservices.errors.NotAuthorizedException;
import io.haservices.values.MonotonicClock;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings every connection to the point where it has a session, and keeps the session alive on it: one lease, a key that is bound to
 * it, and renewals. On the loop.
 *
 * <p>The lease outlives connections. A session that was declared lost stays lost: should its lease still live, it is revoked before
 * another is asked for.
 */
final class SessionKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SessionKeeper.class);
    private static final long NONE = 0;

    private final Loop loop;
    private final MonotonicClock clock;
    private final EtcdSettings settings;
    private final SessionView view;
    private final Login login;
    private final Reader reader;
    private final Requests requests;
    private final Events events;
    private @Nullable Connection connection;
    private @Nullable WatchFeed feed;
    private @Nullable Lease lease;
    private @Nullable OwnKey ownKey;
    private @Nullable Renewals renewals;
    private Loop.@Nullable Timer watchdog;
    private long abandoned = NONE;
    private boolean ended;

    SessionKeeper(
            Loop loop,
            MonotonicClock clock,
            EtcdSettings settings,
            SessionView view,
            Reader reader,
            Requests requests,
            Events events) {
        this.loop = loop;
        this.clock = clock;
        this.settings = settings;
        this.view = view;
        this.login = new Login(settings);
        this.reader = reader;
        this.requests = requests;
        this.events = events;
    }

    /** What this finds out about connections. */
    interface Events {
        /** It has a session and may be used; may be said again. */
        void ready(Connection connection);

        void failed(Connection connection, String seen);

        /** This identity is not wanted. */
        void refused(HaException cause);
    }

    /** A connection that nobody has tried yet. */
    void opened(Connection fresh) {
        connection = fresh;
        login.logIn(fresh, () -> prepare(fresh), failure -> failed(fresh, "logging in", failure));
    }

    /** The connection is in use, and this is its feed. */
    void watchOver(WatchFeed opened) {
        feed = opened;
        if (ownKey != null) {
            ownKey.connected(opened);
        }
    }

    void disconnected() {
        connection = null;
        feed = null;
        stopRenewals();
    }

    /** For good: no session follows. Answers with the lease that is left, or 0. */
    long end() {
        ended = true;
        long left = lease == null ? abandoned : lease.id();
        lose();
        return left;
    }

    private void prepare(Connection on) {
        Lease present = lease;
        if (on != connection) {
            return;
        }
        if (ended) {
            events.ready(on);
        } else if (abandoned != NONE) {
            revoke(on);
        } else if (present == null) {
            grant(on);
        } else {
            renew(on, present);
        }
    }

    private void revoke(Connection on) {
        LeaseRevokeRequest request =
                LeaseRevokeRequest.newBuilder().setID(abandoned).build();
        call(on, LeaseGrpc.getLeaseRevokeMethod(), request, "revoking the former lease", response -> {
            abandoned = NONE;
            prepare(on);
        });
    }

    private void grant(Connection on) {
        long sentAt = clock.nanoTime();
        LeaseGrantRequest request =
                LeaseGrantRequest.newBuilder().setTTL(settings.leaseSeconds()).build();
        call(on, LeaseGrpc.getLeaseGrantMethod(), request, "asking for a lease", (LeaseGrantResponse response) -> {
            Duration ttl = Duration.ofSeconds(response.getTTL());
            Lease granted = new Lease(response.getID(), ttl, new LeaseDeadline(sentAt, ttl));
            putKey(on, granted);
        });
    }

    /** A lease without its key is no session yet; should this fail, it is left to expire. */
    private void putKey(Connection on, Lease granted) {
        PutRequest request = PutRequest.newBuilder()
                .setKey(settings.layout().session(granted.session()))
                .setValue(com.google.protobuf.ByteString.copyFromUtf8(granted.session()))
                .setLease(granted.id())
                .build();
        call(on, KVGrpc.getPutMethod(), request, "writing the key of the session", response -> {
            lease = granted;
            ownKey = new OwnKey(
                    request.getKey(), response.getHeader().getRevision(), reader, requests, () -> gone(granted));
            if (feed != null) {
                ownKey.connected(feed);
            }
            confirmed(granted);
            renew(on, granted);
            events.ready(on);
        });
    }

    private void renew(Connection on, Lease present) {
        stopRenewals();
        Renewals started = new Renewals(loop, clock, present, settings.tryTimeout(), new Renewals.Events() {
            @Override
            public void renewed(long sentAt, Duration ttl) {
                if (isCurrent(present)) {
                    present.deadline().renewed(sentAt, ttl);
                    confirmed(present);
                    events.ready(on);
                }
            }

            @Override
            public void gone() {
                SessionKeeper.this.gone(present);
            }

            @Override
            public void failed(String seen) {
                events.failed(on, seen);
            }
        });
        renewals = started;
        started.start(on);
    }

    private void confirmed(Lease present) {
        view.active(present);
        Loop.Timer.stop(watchdog);
        long grace = present.ttl().toNanos() / 3;
        long left = present.deadline().nanos() + grace - clock.nanoTime();
        watchdog = loop.schedule(() -> silent(present), Math.max(0, left));
    }

    /** Nothing was heard for so long that the servers have surely ended it, or will when they can. */
    private void silent(Lease present) {
        if (isCurrent(present)) {
            abandoned = present.id();
            lose();
            if (connection != null) {
                // Whatever it was about to do was for that session.
                events.failed(connection, "the session ended meanwhile");
            }
        }
    }

    /** The servers have ended it, or somebody by their hand. */
    private void gone(Lease present) {
        if (isCurrent(present)) {
            // Perhaps only its key was deleted.
            abandoned = present.id();
            lose();
            if (connection != null) {
                prepare(connection);
            }
        }
    }

    private boolean isCurrent(Lease one) {
        return !ended && lease != null && lease.id() == one.id();
    }

    private void lose() {
        stopRenewals();
        Loop.Timer.stop(watchdog);
        if (ownKey != null) {
            ownKey.close();
            ownKey = null;
        }
        lease = null;
        view.lost();
    }

    private void stopRenewals() {
        if (renewals != null) {
            renewals.stop();
            renewals = null;
        }
    }

    private <Q, R> void call(Connection on, MethodDescriptor<Q, R> method, Q request, String what, Consumer<R> done) {
        on.call(method, request, settings.tryTimeout().toNanos(), new Reply<>() {
            @Override
            public void answered(R response) {
                if (on == connection && !ended) {
                    done.accept(response);
                } else {
                    prepare(on);
                }
            }

            @Override
            public void failed(Failure failure) {
                if (on == connection && failure.isNotFound() && abandoned != NONE) {
                    abandoned = NONE;
                    prepare(on);
                } else {
                    SessionKeeper.this.failed(on, what, failure);
                }
            }
        });
    }

    private void failed(Connection on, String what, Failure failure) {
        if (on == connection && failure.isRefusal() && !failure.isStaleToken()) {
            LOG.error("This client of etcd is given up: {}: {}", what, failure.seen());
            events.refused(new NotAuthorizedException("etcd " + settings.servers() + " refused " + what + ": "
                    + failure.seen() + ". Correct '" + EtcdOptions.USER.key() + "' and '" + EtcdOptions.PASSWORD.key()
                    + "', or let an administrator of etcd allow all keys beneath "
                    + settings.layout().cluster()
                    + ", and start again."));
        } else {
            events.failed(on, what + ": " + failure.seen());
        }
    }
}
