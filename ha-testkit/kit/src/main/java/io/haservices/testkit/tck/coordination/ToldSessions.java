package io.haservices.testkit.tck.coordination;

import io.haservices.spi.coordination.Session;
import io.haservices.spi.coordination.Session.State;
import io.haservices.spi.coordination.SessionListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what a session listener was told. */
final class ToldSessions implements SessionListener {
    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger overlaps = new AtomicInteger();

    @Override
    public void onSession(Session session) {
        if (running.getAndIncrement() > 0) {
            overlaps.incrementAndGet();
        }
        sessions.add(session);
        running.decrementAndGet();
    }

    List<Session> all() {
        return List.copyOf(sessions);
    }

    int overlaps() {
        return overlaps.get();
    }

    Session latest() {
        return sessions.get(sessions.size() - 1);
    }

    boolean latestIs(State state) {
        return !sessions.isEmpty() && latest().state() == state;
    }

    /** Whether the session told last is another one than this. */
    boolean latestIsOther(String former) {
        return !sessions.isEmpty() && !latest().id().isEmpty() && !latest().id().equals(former);
    }

    boolean has(String id, State state) {
        return sessions.stream().anyMatch(session -> session.id().equals(id) && session.state() == state);
    }
}
