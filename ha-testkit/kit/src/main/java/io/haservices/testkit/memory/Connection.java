package io.haservices.testkit.memory;

import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.WatchListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** The part of a client that talks to the service: keeps the session, sends calls when there is one, counts heartbeats. Guarded by the service's lock. */
class Connection {
    private final Server server;
    private final String clusterId;
    private final Timeline timeline;
    private final Duration requestTimeout;
    private final Duration sessionTimeout;
    private final Link link;
    private final Calls calls;
    private final ClientSession session;
    private final List<Watch> watches = new CopyOnWriteArrayList<>();
    private Registration heartbeat = () -> {};
    private long heardAt;
    private boolean attached;
    private boolean closed;

    Connection(Server server, String clusterId, Duration requestTimeout) {
        this.server = server;
        this.clusterId = clusterId;
        this.timeline = server.timeline();
        this.requestTimeout = requestTimeout;
        this.sessionTimeout = server.settings().sessionTimeout();
        this.link = new Link(server, this);
        this.calls = new Calls(timeline);
        this.session = server.newClientSession();
    }

    Link link() {
        return link;
    }

    String clusterId() {
        return clusterId;
    }

    ClientSession session() {
        return session;
    }

    List<Watch> watches() {
        return watches;
    }

    <T> CompletionStage<T> call(Call<T> call) {
        if (closed) {
            call.fail(timeline, "the client is closed");
        } else {
            startTimer(call);
            calls.add(call);
            if (attached) {
                calls.flush(this::send);
            }
        }
        return call.answer().minimalCompletionStage();
    }

    Watch watch(Prefix prefix, WatchListener listener) {
        Watch watch = server.newWatch(prefix, listener);
        watches.removeIf(Watch::isClosed);
        watches.add(watch);
        if (attached) {
            refresh(watch);
        }
        return watch;
    }

    /** Takes up the session, or begins one if there is none or it has ended. */
    void connect() {
        if (closed) {
            return;
        }
        attached = false;
        heardAt = timeline.nanoTime();
        String id = session.isLive() ? session.current().id() : "";
        long sentAt = timeline.nanoTime();
        int generation = link.generation();
        link.toServer(() -> server.attach(this, id, generation, sentAt));
        beatLater();
    }

    void attached(String id, long sentAt) {
        if (closed) {
            server.endSession(id);
            return;
        }
        heardAt = timeline.nanoTime();
        attached = true;
        if (session.isLive() && !session.current().id().equals(id)) {
            session.lost();
        }
        session.confirmed(id, sentAt);
        calls.flush(this::send);
        watches.forEach(this::refresh);
    }

    void disconnected() {
        attached = false;
        calls.disconnected();
        session.suspect();
    }

    /** The service says that this session has ended. */
    void ended(String id) {
        if (!closed && session.current().id().equals(id)) {
            session.lost();
            connect();
        }
    }

    /** Something came back that was sent then, in this session, while it lived. */
    void heard(String id, long sentAt) {
        heardAt = timeline.nanoTime();
        if (session.isLive() && session.current().id().equals(id)) {
            session.confirmed(id, sentAt);
        }
    }

    <T> void answered(Call<T> call, T result) {
        if (calls.settle(call)) {
            call.complete(timeline, result);
        }
    }

    void close() {
        if (closed) {
            return;
        }
        closed = true;
        attached = false;
        heartbeat.close();
        if (session.isLive() && link.isUp()) {
            endSession(session.current().id());
        }
        watches.forEach(Watch::close);
        calls.failAll("the client was closed");
        session.lost();
        server.leave(this);
    }

    void endSession(String id) {
        server.arrive(() -> server.endSession(id));
    }

    private void send(Call<?> call) {
        String id = session.current().id();
        int generation = link.generation();
        link.toServer(() -> server.receive(this, call, id, generation));
    }

    void startTimer(Call<?> call) {
        call.timer(timeline.schedule(requestTimeout, () -> timedOut(call)));
    }

    private void timedOut(Call<?> call) {
        synchronized (server) {
            if (calls.settle(call)) {
                call.fail(timeline, "no answer came within " + requestTimeout.toMillis() + " ms");
            }
        }
    }

    void refresh(Watch watch) {
        int generation = link.generation();
        link.toServer(() -> server.refresh(this, watch, generation));
    }

    private void beatLater() {
        heartbeat.close();
        heartbeat = timeline.schedule(sessionTimeout.dividedBy(3), this::beat);
    }

    private void beat() {
        synchronized (server) {
            if (closed || !link.isUp()) {
                return;
            }
            long silence = timeline.nanoTime() - heardAt;
            if (silence > sessionTimeout.toNanos() / 3 * 2) {
                link.abandon();
                disconnected();
                connect();
                return;
            }
            if (attached) {
                String id = session.current().id();
                long sentAt = timeline.nanoTime();
                int generation = link.generation();
                link.toServer(() -> server.heartbeat(this, id, generation, sentAt));
            }
            beatLater();
        }
    }
}
