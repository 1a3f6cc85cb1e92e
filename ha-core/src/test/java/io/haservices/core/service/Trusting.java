package io.haservices.core.service;

import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Session;
import io.haservices.spi.coordination.SessionListener;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;

/** A client that claims that its session is kept for an hour more, for as long as it has not heard otherwise. */
final class Trusting {
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private Trusting() {}

    static Coordination of(Coordination client) {
        return (Coordination) Proxy.newProxyInstance(
                Trusting.class.getClassLoader(), new Class<?>[] {Coordination.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("session")) {
                        return trusted(client.session());
                    }
                    if (method.getName().equals("onSession")) {
                        SessionListener listener = (SessionListener) arguments[0];
                        return client.onSession(session -> listener.onSession(trusted(session)));
                    }
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Session trusted(Session session) {
        return new Session(session.id(), session.state(), session.deadlineNanos() + HOUR, session.timeout());
    }
}
