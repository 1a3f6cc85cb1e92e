package io.haservices.zookeeper;

import io.haservices.shaded.org.apache.zookeeper.data.Stat;
import io.haservices.values.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What a node is whose own history does not tell. Most have no mark: they were created as an entry, with a value, or as a parent,
 * without one. But an entry may find its node there already, and a deleted one may have to leave its node to its children.
 */
enum Mark {
    /** It became an entry when this mark was created. */
    ENTRY('1'),
    /** It ceased to be an entry. */
    PARENT('0');

    private final char letter;

    Mark(char letter) {
        this.letter = letter;
    }

    byte[] data() {
        return new byte[] {(byte) letter};
    }

    /** Whether this node is an entry; one whose value somebody else has emptied still is. */
    static boolean isEntry(Stat node, Handle.@Nullable Node mark) {
        if (node.getDataLength() > 0) {
            return true;
        }
        boolean wasWritten = node.getVersion() > 0;
        return wasWritten && (mark == null || !mark.value().equals(Bytes.of(PARENT.data())));
    }

    /** The transaction that made the entry: it created the node or its mark. */
    static long incarnation(Stat node, Handle.@Nullable Node mark) {
        return mark == null ? node.getCzxid() : mark.stat().getCzxid();
    }
}
