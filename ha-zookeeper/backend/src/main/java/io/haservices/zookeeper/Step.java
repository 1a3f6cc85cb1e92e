package io.haservices.zookeeper;

import io.haservices.shaded.org.apache.zookeeper.Op;
import io.haservices.spi.coordination.Key;

/**
 * One operation of a ZooKeeper transaction, and what it is there for.
 *
 * @param key the key that it speaks for; some key of the commit for what concerns the whole scope
 */
record Step(Op op, Key key, Role role) {
    /** What an operation is there for, which decides what its failure means. */
    enum Role {
        /** Checks a version guard. */
        VERSION,
        /** Checks that nothing was deleted in the scope since the incarnations were read. */
        GENERATION,
        /** Checks that the node of an incarnation guard is there. */
        PRESENCE,
        CREATE,
        REPLACE,
        /** Makes an entry of a node that was a mere parent. */
        FILL,
        DELETE,
        /** Makes way for a session-bound entry. */
        MAKE_WAY,
        /** Puts the session-bound entry there. */
        TAKE_OVER,
        /** Goes with a node that was found in a state out of the ordinary; a failure means that it is so no longer. */
        AS_FOUND,
        /** Records that something was deleted in the scope. */
        RECORD_DELETION
    }
}
