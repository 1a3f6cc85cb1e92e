package io.haservices.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.haservices.shaded.org.apache.zookeeper.WatchedEvent;
import io.haservices.shaded.org.apache.zookeeper.Watcher;
import io.haservices.shaded.org.apache.zookeeper.Watcher.Event.KeeperState;
import io.haservices.shaded.org.apache.zookeeper.ZooDefs;
import io.haservices.shaded.org.apache.zookeeper.ZooKeeper;
import io.haservices.shaded.org.apache.zookeeper.data.ACL;
import io.haservices.values.MonotonicClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Makes the handles for Curator, and tags every event with the handle that it is of, so that a late one of an old session is known
 * as such.
 */
final class HandleFactory {
    private final ZooKeeperSettings settings;
    private final MonotonicClock clock;
    private final Loop loop;
    private final Events events;
    private final Ensemble ensemble;
    private final SaslRegistration sasl;
    private final Connector connector;
    private volatile @Nullable Handle latest;

    HandleFactory(
            ZooKeeperSettings settings,
            SaslRegistration sasl,
            MonotonicClock clock,
            Loop loop,
            Ensemble ensemble,
            Events events) {
        this.settings = settings;
        this.clock = clock;
        this.loop = loop;
        this.ensemble = ensemble;
        this.events = events;
        this.sasl = sasl;
        Map<String, String> properties = new HashMap<>(settings.clientProperties());
        properties.putAll(sasl.clientProperties());
        connector = new Connector(properties);
    }

    /** Learns of handles and of what happens to them, on the loop and in order. */
    interface Events {
        /** There is a new handle; {@code openedAt} is before it asks for a session. */
        void opened(Handle handle, long openedAt);

        void connected(Handle handle, String sessionId, Duration negotiated);

        void disconnected(Handle handle);

        void expired(Handle handle);

        /** Logged in by SASL, after it connected. */
        void authenticated(Handle handle);

        void authenticationFailed(Handle handle);

        void changed(Handle handle, WatchedEvent event);
    }

    /** Curator gives the configured servers; the ensemble may have more by now. */
    ZooKeeper make(String configured, int sessionTimeoutMillis, Watcher curator, boolean mayBeReadOnly)
            throws Exception {
        long openedAt = clock.nanoTime();
        CompletableFuture<Made> made = new CompletableFuture<>();
        Watcher watcher = event -> {
            // The first event may come before the constructor has returned.
            sessionEvent(made.join(), event);
            // Curator opens the next handle in here, so it comes after our own news of the end of this one.
            if (event.getState() != null) {
                curator.process(event);
            }
        };
        ZooKeeper zooKeeper = sasl.making(
                () -> connector.connect(ensemble.toConnect(), sessionTimeoutMillis, watcher, mayBeReadOnly));
        settings.authorization().forEach((scheme, identity) -> zooKeeper.addAuthInfo(scheme, identity.getBytes(UTF_8)));
        List<ACL> acl = settings.creatorOnly() ? ZooDefs.Ids.CREATOR_ALL_ACL : ZooDefs.Ids.OPEN_ACL_UNSAFE;
        Handle handle = new Handle(zooKeeper, acl, event -> nodeEvent(made.join(), event));
        latest = handle;
        loop.execute(() -> events.opened(handle, openedAt));
        made.complete(new Made(handle, zooKeeper));
        return zooKeeper;
    }

    /** Whether no handle was made after this one. */
    boolean isLatest(Handle handle) {
        return handle == latest;
    }

    private record Made(Handle handle, ZooKeeper zooKeeper) {}

    private void sessionEvent(Made made, WatchedEvent event) {
        if (event.getType() != Watcher.Event.EventType.None) {
            return;
        }
        Handle handle = made.handle();
        // Newer clients know states that this was not compiled with, and may even give none.
        KeeperState state = event.getState();
        if (state == KeeperState.SyncConnected) {
            String id = Handle.sessionId(made.zooKeeper().getSessionId());
            Duration negotiated = Duration.ofMillis(made.zooKeeper().getSessionTimeout());
            loop.execute(() -> events.connected(handle, id, negotiated));
        } else if (state == KeeperState.Disconnected) {
            loop.execute(() -> events.disconnected(handle));
        } else if (state == KeeperState.Expired) {
            loop.execute(() -> events.expired(handle));
        } else if (state == KeeperState.SaslAuthenticated) {
            loop.execute(() -> events.authenticated(handle));
        } else if (isAuthenticationFailure(state, made.zooKeeper())) {
            loop.execute(() -> events.authenticationFailed(handle));
        }
    }

    /**
     * A client 3.4 also speaks of a failure where the JVM has a login configuration but none for it; nobody asked for one. And a client
     * that could not even begin to log in gives no state.
     */
    private boolean isAuthenticationFailure(@Nullable KeeperState state, ZooKeeper zooKeeper) {
        return sasl.login().isPresent()
                ? state == KeeperState.AuthFailed || state == null
                : state == KeeperState.AuthFailed && zooKeeper.getState() == ZooKeeper.States.AUTH_FAILED;
    }

    private void nodeEvent(Made made, WatchedEvent event) {
        if (event.getType() != Watcher.Event.EventType.None && event.getPath() != null) {
            loop.execute(() -> events.changed(made.handle(), event));
        }
    }
}
