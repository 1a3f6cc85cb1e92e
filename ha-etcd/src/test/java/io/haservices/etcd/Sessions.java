package io.haservices.etcd;

import io.haservices.spi.coordination.Session;
import io.haservices.spi.coordination.SessionListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what a session listener was told. */
final class Sessions implements SessionListener {
    private final List<Session> told = new CopyOnWriteArrayList<>();

    @Override
    public void onSession(Session session) {
        told.add(session);
    }

    boolean has(String id, Session.State state) {
        return told.stream().anyMatch(session -> session.id().equals(id) && session.state() == state);
    }
}
