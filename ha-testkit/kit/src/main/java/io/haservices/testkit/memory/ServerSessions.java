package io.haservices.testkit.memory;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The sessions that live, and their ends. Guarded by the service's lock. */
class ServerSessions {
    private static final class Lease {
        private final String clusterId;
        private long lastContact;

        Lease(String clusterId, long now) {
            this.clusterId = clusterId;
            lastContact = now;
        }
    }

    private final Object lock;
    private final InMemorySettings settings;
    private final Consumer<String> expiry;
    private final Map<String, Lease> leases = new LinkedHashMap<>();
    private long count;
    private boolean frozen;

    /** {@code expiry} is told whose time is over, and is to end it. */
    ServerSessions(Object lock, InMemorySettings settings, Consumer<String> expiry) {
        this.lock = lock;
        this.settings = settings;
        this.expiry = expiry;
    }

    String begin(String clusterId) {
        String id = newId();
        leases.put(id, new Lease(clusterId, settings.timeline().nanoTime()));
        checkLater(id, settings.sessionTimeout());
        return id;
    }

    String newId() {
        return settings.name() + "-" + ++count;
    }

    boolean isAlive(String id) {
        return leases.containsKey(id);
    }

    List<String> ids() {
        return List.copyOf(leases.keySet());
    }

    String clusterId(String id) {
        Lease lease = leases.get(id);
        return lease == null ? "" : lease.clusterId;
    }

    void touch(String id) {
        Lease lease = leases.get(id);
        if (lease != null) {
            lease.lastContact = settings.timeline().nanoTime();
        }
    }

    void end(String id) {
        leases.remove(id);
    }

    void freeze() {
        frozen = true;
    }

    /** As after an outage of the whole service: everybody gets a full timeout to come back. */
    void thaw() {
        frozen = false;
        leases.keySet().forEach(this::touch);
    }

    private void checkLater(String id, Duration delay) {
        long due = settings.timeline().nanoTime() + delay.toNanos();
        settings.timeline().schedule(delay, () -> {
            synchronized (lock) {
                check(id, settings.timeline().nanoTime() - due);
            }
        });
    }

    private void check(String id, long lag) {
        Lease lease = leases.get(id);
        if (lease == null) {
            return;
        }
        // When the whole JVM stalled, heartbeats wait behind this very task; they must not count as silence.
        if (lag > settings.sessionTimeout().toNanos() / 4) {
            lease.lastContact += lag;
        }
        long left = lease.lastContact
                + settings.sessionTimeout().toNanos()
                - settings.timeline().nanoTime();
        if (frozen) {
            checkLater(id, settings.sessionTimeout());
        } else if (left > 0) {
            checkLater(id, Duration.ofNanos(left));
        } else {
            expiry.accept(id);
        }
    }
}
