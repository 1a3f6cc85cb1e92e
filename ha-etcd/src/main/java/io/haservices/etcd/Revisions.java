package io.haservices.etcd;

import io.etcd.jetcd.api.ResponseHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far this client has seen the history (CO-01). Reads are linearizable, so they are never behind it; should a server give an
 * older answer all the same, as etcd 3.4.23 may after its process was paused, it is not believed. On the loop.
 */
final class Revisions {
    private static final Logger LOG = LoggerFactory.getLogger(Revisions.class);

    private long cluster;
    private long latest;

    long latest() {
        return latest;
    }

    void saw(ResponseHeader header) {
        if (cluster != header.getClusterId()) {
            if (cluster != 0) {
                LOG.warn(
                        "The etcd servers are another cluster now ({}), maybe restored from a backup; what was seen of the former one"
                                + " is forgotten",
                        Long.toHexString(header.getClusterId()));
            }
            cluster = header.getClusterId();
            latest = 0;
        }
        latest = Math.max(latest, header.getRevision());
    }

    /** Whether an answer is older than what had been seen when it was asked for. */
    boolean isOlder(ResponseHeader header, long seenBefore) {
        return header.getClusterId() == cluster && header.getRevision() < seenBefore;
    }
}
