package io.haservices.testkit.memory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A coordination service in this JVM, for many clients: linearizable, with sessions that end by silence, and with faults to
 * order. It keeps every rule of the specification, and is as harsh as real services are: versions begin anew after a deletion,
 * answers get lost, late commits land.
 *
 * <pre>{@code
 * try (InMemoryCoordinationService service = InMemoryCoordinationService.start()) {
 *     Coordination client = service.open("my-cluster", Duration.ofSeconds(5));
 *     service.expire(client.session().id());
 * }
 * }</pre>
 *
 * <p>{@link #start()} runs in real time on threads of its own. With {@link #on(InMemorySettings)} and a
 * {@link VirtualTimeline} it has no thread and reads no clock: a simulator decides what happens when. All methods return at
 * once and may be called from any thread.
 */
public class InMemoryCoordinationService implements AutoCloseable {
    private final Server server;

    InMemoryCoordinationService(Server server) {
        this.server = server;
    }

    /** A service with these settings; timeline and executor stay the caller's to close. */
    public static InMemoryCoordinationService on(InMemorySettings settings) {
        return new InMemoryCoordinationService(new Server(settings));
    }

    /** A service in real time on daemon threads of its own, which {@link #close()} ends. */
    public static InMemoryCoordinationService start() {
        return start("memory", InMemorySettings.DEFAULT_SESSION_TIMEOUT);
    }

    /** As {@link #start()}, with a name that begins the ids of its sessions, and a session timeout. */
    public static InMemoryCoordinationService start(String name, Duration sessionTimeout) {
        ExecutorService listeners = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name + "-listeners");
            thread.setDaemon(true);
            return thread;
        });
        InMemorySettings settings = InMemorySettings.on(Timeline.real(name + "-service"))
                .withName(name)
                .withListeners(task -> {
                    if (!listeners.isShutdown()) {
                        listeners.execute(task);
                    }
                })
                .withSessionTimeout(sessionTimeout);
        return new InMemoryCoordinationService(new Server(settings)) {
            @Override
            public void close() {
                super.close();
                settings.timeline().close();
                listeners.shutdown();
            }
        };
    }

    /**
     * Opens a client with a session of its own, which begins soon;
     * {@link io.haservices.spi.coordination.Session.State#CONNECTING} until then.
     *
     * @param clusterId which cluster; clients of different clusters see nothing of each other
     * @param requestTimeout within which every call is answered (CO-18)
     */
    public InMemoryCoordination open(String clusterId, Duration requestTimeout) {
        synchronized (server) {
            InMemoryCoordination client = server.newClient(server.newConnection(clusterId, requestTimeout));
            server.join(client.connection());
            return client;
        }
    }

    /** Ends a session as if its client had been silent too long. Its client learns of it when it is connected. */
    public void expire(String sessionId) {
        synchronized (server) {
            server.endSession(sessionId);
        }
    }

    /** Cuts the connection of the client that has, or had, this session; see {@link Link#cut()}. */
    public void disconnect(String sessionId) {
        link(sessionId).cut();
    }

    /** Ends the faults of the connection of the client that has, or had, this session; see {@link Link#heal()}. */
    public void reconnect(String sessionId) {
        link(sessionId).heal();
    }

    /**
     * The connection of the client that has, or had, this session.
     *
     * @throws IllegalArgumentException when there was no such session, or its client is closed
     */
    public Link link(String sessionId) {
        synchronized (server) {
            Connection connection = server.bySession().get(sessionId);
            if (connection == null) {
                throw new IllegalArgumentException("no open client has or had the session '" + sessionId + "'");
            }
            return connection.link();
        }
    }

    /** Stops serving, as if all servers hung: requests pile up, no session ends. */
    public void pause() {
        synchronized (server) {
            server.pause();
        }
    }

    /** Serves what has piled up, late requests too, and then goes on. Every session has its full timeout again. */
    public void resume() {
        synchronized (server) {
            server.resume();
        }
    }

    /** {@code supplier} is asked for every message how long it takes one way. Messages on one link never overtake each other. */
    public void latency(Supplier<Duration> supplier) {
        synchronized (server) {
            server.latency(supplier);
        }
    }

    /** The sessions that live now, oldest first. */
    public List<String> sessions() {
        synchronized (server) {
            return server.sessions().ids();
        }
    }

    /** Closes all clients, and the threads that {@link #start()} made. Idempotent. */
    @Override
    public void close() {
        synchronized (server) {
            server.connections().forEach(Connection::close);
        }
    }
}
