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
import java.util.List;
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
    private final Connector connector;
    private volatile @Nullable Handle latest;

    HandleFactory(ZooKeeperSettings settings, MonotonicClock clock, Loop loop, Events events) {
        this.settings = settings;
        this.clock = clock;
        this.loop = loop;
        this.events = events;
        connector = new Connector(settings.clientProperties());
    }

    /** Learns of handles and of what happens to them, on the loop and in order. */
    interface Events {
        /** There is a new handle; {@code openedAt} is before it asks for a session. */
        void opened(Handle handle, long openedAt);

        void connected(Handle handle, String sessionId, Duration negotiated);

        void disconnected(Handle handle);

        void expired(Handle handle);

        void authenticationFailed(Handle handle);

        void changed(Handle handle, WatchedEvent event);
    }

    ZooKeeper make(String servers, int sessionTimeoutMillis, Watcher curator, boolean mayBeReadOnly) throws Exception {
        long openedAt = clock.nanoTime();
        CompletableFuture<Made> made = new CompletableFuture<>();
        ZooKeeper zooKeeper = connector.connect(
                servers,
                sessionTimeoutMillis,
                event -> {
                    // The first event may come before the constructor has returned.
                    sessionEvent(made.join(), event);
                    // Curator opens the next handle in here, so it comes after our own news of the end of this one.
                    curator.process(event);
                },
                mayBeReadOnly);
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
        } else if (state == KeeperState.AuthFailed) {
            loop.execute(() -> events.authenticationFailed(handle));
        }
    }

    private void nodeEvent(Made made, WatchedEvent event) {
        if (event.getType() != Watcher.Event.EventType.None && event.getPath() != null) {
            loop.execute(() -> events.changed(made.handle(), event));
        }
    }
}
