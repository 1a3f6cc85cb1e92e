package com.example.tiny.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Who is alive, and until when. Not safe for threads. */
final class Sessions {
    private final Map<String, Lease> leases = new HashMap<>();

    private record Lease(long timeoutNanos, long endNanos) {
        Lease renewed() {
            return new Lease(timeoutNanos, System.nanoTime() + timeoutNanos);
        }
    }

    String begin(long timeoutNanos) {
        String id = UUID.randomUUID().toString();
        leases.put(id, new Lease(timeoutNanos, 0).renewed());
        return id;
    }

    boolean isAlive(String id) {
        return leases.containsKey(id);
    }

    /** Returns whether it lives, which it does for another timeout then. */
    boolean touch(String id) {
        return leases.computeIfPresent(id, (any, lease) -> lease.renewed()) != null;
    }

    void touchAll() {
        leases.replaceAll((id, lease) -> lease.renewed());
    }

    void end(String id) {
        leases.remove(id);
    }

    /** Those whose time is over. */
    List<String> expired() {
        long now = System.nanoTime();
        return leases.entrySet().stream()
                .filter(lease -> now - lease.getValue().endNanos() >= 0)
                .map(Map.Entry::getKey)
                .toList();
    }
}
