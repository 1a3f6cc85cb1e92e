package io.haservices.etcd;

import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.SerialDelivery;
import io.haservices.spi.coordination.Session;
import io.haservices.spi.coordination.Session.State;
import io.haservices.spi.coordination.SessionListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The session as others see it, and who is told of its changes (CO-15). On the loop but {@link #session()} and {@link #isLive}. */
final class SessionView {
    private static final Logger LOG = LoggerFactory.getLogger(SessionView.class);

    private final Threads threads;
    private final Set<SerialDelivery<Session>> listeners = new LinkedHashSet<>();
    private volatile Session session;

    SessionView(Threads threads, long now) {
        this.threads = threads;
        this.session = new Session("", State.CONNECTING, now, Duration.ZERO);
    }

    Session session() {
        return session;
    }

    /** The id of the session unless it is lost; another thread may learn of the loss a little later. */
    boolean isLive(String id) {
        Session now = session;
        return now.id().equals(id) && (now.state() == State.ACTIVE || now.state() == State.SUSPECT);
    }

    Registration listen(SessionListener listener) {
        List<SerialDelivery<Session>> self = new ArrayList<>(1);
        SerialDelivery<Session> delivery = new SerialDelivery<>(
                threads.watches,
                false,
                listener::onSession,
                () -> threads.loop.execute(() -> listeners.removeAll(self)));
        self.add(delivery);
        threads.loop.execute(() -> {
            listeners.add(delivery);
            delivery.tell(session);
        });
        return delivery;
    }

    /** It is as the servers have confirmed just now. */
    void active(Lease lease) {
        boolean news = !session.id().equals(lease.session()) || session.state() != State.ACTIVE;
        session = new Session(lease.session(), State.ACTIVE, lease.deadline().nanos(), lease.ttl());
        if (news) {
            tell();
        }
    }

    void suspect() {
        if (session.state() == State.ACTIVE) {
            become(State.SUSPECT);
        }
    }

    void lost() {
        if (session.state() == State.ACTIVE || session.state() == State.SUSPECT) {
            become(State.LOST);
        }
    }

    private void become(State state) {
        Session was = session;
        session = new Session(was.id(), state, was.deadlineNanos(), was.timeout());
        tell();
    }

    private void tell() {
        Session now = session;
        LOG.info("etcd session {} is {}", now.id(), now.state());
        listeners.forEach(listener -> listener.tell(now));
    }
}
