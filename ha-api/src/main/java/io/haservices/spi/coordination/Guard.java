package io.haservices.spi.coordination;

/** A condition on an entry that a commit does not write; when it does not hold, nothing of the commit is done (CO-05, CO-06). */
public sealed interface Guard {
    /** The entry that is looked at. */
    Key key();

    /**
     * The entry exists and has this version. Sound by itself only for entries that are never deleted, for a version may come
     * again after delete and re-create.
     *
     * @param key the entry
     * @param version the expected version
     */
    record Version(Key key, long version) implements Guard {}

    /**
     * The persistent entry exists and was not deleted and re-created since it was read, whatever its version is. May
     * accompany a replacement or deletion of the same key in the same commit.
     *
     * @param key the entry, persistent
     * @param incarnation the expected incarnation
     */
    record Incarnation(Key key, long incarnation) implements Guard {}
}
