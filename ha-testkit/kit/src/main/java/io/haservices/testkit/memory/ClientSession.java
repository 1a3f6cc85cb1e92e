package io.haservices.testkit.memory;

import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.SerialDelivery;
import io.haservices.spi.coordination.Session;
import io.haservices.spi.coordination.Session.State;
import io.haservices.spi.coordination.SessionListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** What a client knows of its session (CO-15, CO-16). Guarded by the service's lock. */
class ClientSession {
    private final Executor executor;
    private final Duration timeout;
    private final List<SerialDelivery<Session>> listeners = new CopyOnWriteArrayList<>();
    private volatile Session current = new Session("", State.CONNECTING, 0, Duration.ZERO);

    ClientSession(Executor executor, Duration timeout) {
        this.executor = executor;
        this.timeout = timeout;
    }

    Session current() {
        return current;
    }

    boolean isLive() {
        return current.state() == State.ACTIVE || current.state() == State.SUSPECT;
    }

    /** The service has answered what was sent then, in this session. */
    void confirmed(String id, long sentAt) {
        long deadline = sentAt + timeout.toNanos();
        if (!id.equals(current.id()) || !isLive()) {
            change(new Session(id, State.ACTIVE, deadline, timeout));
            return;
        }
        long later = current.deadlineNanos() - deadline > 0 ? current.deadlineNanos() : deadline;
        boolean again = current.state() != State.ACTIVE;
        current = new Session(id, State.ACTIVE, later, timeout);
        if (again) {
            tell(current);
        }
    }

    void suspect() {
        if (current.state() == State.ACTIVE) {
            change(new Session(current.id(), State.SUSPECT, current.deadlineNanos(), timeout));
        }
    }

    void lost() {
        if (current.state() != State.LOST) {
            change(new Session(current.id(), State.LOST, current.deadlineNanos(), current.timeout()));
        }
    }

    Registration listen(SessionListener listener) {
        List<SerialDelivery<Session>> self = new ArrayList<>(1);
        SerialDelivery<Session> added =
                new SerialDelivery<>(executor, false, listener::onSession, () -> listeners.removeAll(self));
        self.add(added);
        listeners.add(added);
        added.tell(current);
        return added;
    }

    void change(Session next) {
        current = next;
        tell(next);
    }

    void tell(Session told) {
        listeners.forEach(listener -> listener.tell(told));
    }
}
