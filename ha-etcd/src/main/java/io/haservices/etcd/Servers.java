package io.haservices.etcd;

import java.io.IOException;
import java.util.List;

/** Where the servers are; named to users by {@link Object#toString()}. */
interface Servers {
    /**
     * Those to try, one after the other; at least one.
     *
     * @throws IOException with what is wrong, in words that complete "The servers of etcd cannot be found: "
     */
    List<Endpoint> find() throws IOException;

    /** Whether {@link #find()} asks somebody else, and may block. */
    boolean isLookup();

    /** Whether they speak TLS. */
    boolean tls();
}
