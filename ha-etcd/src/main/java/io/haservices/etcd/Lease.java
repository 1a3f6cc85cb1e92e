package io.haservices.etcd;

import java.time.Duration;

/**
 * The lease that is the session.
 *
 * @param ttl as granted
 * @param deadline until when it is sure to live
 */
record Lease(long id, Duration ttl, LeaseDeadline deadline) {
    String session() {
        return Entries.session(id);
    }
}
