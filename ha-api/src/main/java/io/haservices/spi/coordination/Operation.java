package io.haservices.spi.coordination;

import io.haservices.values.Bytes;
import java.util.Optional;

/** One change within a commit. Each names a key of the commit's scope, and no two of a commit the same key (CO-10). */
public sealed interface Operation {
    /** The entry that is changed. */
    Key key();

    /** The value that the entry is given; nothing for a deletion. */
    default Optional<Bytes> newValue() {
        return Optional.empty();
    }

    /** The id of the session that the entry is bound to by this; nothing where it is persistent, or stays as it is. */
    default Optional<String> boundTo() {
        return Optional.empty();
    }

    /**
     * Creates a persistent entry; the guard fails on this key when there is an entry already. Parents are implicit.
     *
     * @param key where
     * @param value at least one byte
     */
    record Create(Key key, Bytes value) implements Operation {
        @Override
        public Optional<Bytes> newValue() {
            return Optional.of(value);
        }
    }

    /**
     * Creates an entry that vanishes when the session ends (CO-08); the guard fails on this key when there is an entry
     * already. When the session is not the backend's current live one, the commit is not applied.
     *
     * @param key where
     * @param value at least one byte
     * @param session the id of the session
     */
    record CreateBound(Key key, Bytes value, String session) implements Operation {
        @Override
        public Optional<Bytes> newValue() {
            return Optional.of(value);
        }

        @Override
        public Optional<String> boundTo() {
            return Optional.of(session);
        }
    }

    /**
     * Replaces the value; the guard fails on this key when there is no entry, or one of another version.
     *
     * @param key where
     * @param version the expected version
     * @param value at least one byte
     */
    record Replace(Key key, long version, Bytes value) implements Operation {
        @Override
        public Optional<Bytes> newValue() {
            return Optional.of(value);
        }
    }

    /**
     * Deletes the entry; the guard fails on this key when there is none, or one of another version.
     *
     * @param key where
     * @param version the expected version
     */
    record Delete(Key key, long version) implements Operation {}

    /**
     * Puts a session-bound entry under this session, whoever owned it before and whether there was one or not (CO-09). Needs
     * {@link Capability#TAKE_OVER}.
     *
     * @param key where
     * @param value at least one byte
     * @param session the id of the session
     */
    record TakeOver(Key key, Bytes value, String session) implements Operation {
        @Override
        public Optional<Bytes> newValue() {
            return Optional.of(value);
        }

        @Override
        public Optional<String> boundTo() {
            return Optional.of(session);
        }
    }
}
