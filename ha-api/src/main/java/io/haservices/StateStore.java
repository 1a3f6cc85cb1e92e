package io.haservices;

import io.haservices.spi.storage.BlobSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * States by name: the bytes lie in the storage, a pointer to them in the coordination service. Safe for use by many threads.
 * Every write is one transaction that also checks the fence (SS-01, SS-02): it throws
 * {@link io.haservices.errors.StaleEpochException} when the term is over, and
 * {@link io.haservices.errors.OutcomeUnknownException} when the answer was lost and could not be found out in time (SS-05). Reads
 * need no fence. Writes to one name by one store are done one after another.
 */
public interface StateStore {
    /** The name of the store. */
    String store();

    /** Writes a state: first the bytes, then the pointer (SS-01). Returns what the pointer says then. */
    CompletionStage<StateInfo> putAsync(String name, BlobSource content, WriteOptions options);

    /** Removes a state: first the pointer, then the bytes (SS-01). Returns whether there was one; an expected version applies as in a put. */
    CompletionStage<Boolean> removeAsync(String name, WriteOptions options);

    /** What the pointer of a state says, if there is one; fails with {@link io.haservices.errors.DamagedStateException} when it cannot be read. */
    CompletionStage<Optional<StateInfo>> findAsync(String name);

    /** All states of this store. */
    CompletionStage<StateList> listAsync();

    /** Opens a state for streaming, if there is one; the checksum is checked at the end of the stream (SS-07). */
    CompletionStage<Optional<StateContent>> openAsync(String name);

    /**
     * Opens a state, if there is one, after the whole was copied to a temporary file, or into memory when it is small, and found
     * sound (SS-07): what comes from this stream can be acted on at once.
     */
    CompletionStage<Optional<StateContent>> openVerifiedAsync(String name);

    /** The whole content, verified, if the state exists; for contents that fit into memory. */
    CompletionStage<Optional<byte[]>> readAsync(String name);

    /**
     * Reads all states of this store, for a recovery (SS-16): several at a time
     * ({@link HighAvailabilityOptions#RECOVERY_PARALLELISM}), each verified before it is handed over, small ones in memory and
     * others in a temporary file, so that memory grows neither with their number nor with their size. Damaged ones are told and
     * passed over. A state that is written meanwhile is handed over as it was or as it is then; one that is removed may be missing.
     *
     * @return fails when the storage or the visitor does
     */
    CompletionStage<ReadSummary> readAllAsync(StateVisitor visitor);

    /** Blocking form of {@link #readAllAsync}. */
    default ReadSummary readAll(StateVisitor visitor) {
        return Waiting.on(readAllAsync(visitor));
    }

    /** Blocking form of {@link #putAsync}. */
    default StateInfo put(String name, BlobSource content, WriteOptions options) {
        return Waiting.on(putAsync(name, content, options));
    }

    /** Writes a state, whatever is there; blocks. */
    default StateInfo put(String name, byte[] content) {
        return put(name, BlobSource.of(content.clone()), WriteOptions.any());
    }

    /** Writes a new state; blocks. Throws {@link io.haservices.errors.StateConflictException} when it exists. */
    default StateInfo add(String name, byte[] content) {
        return put(name, BlobSource.of(content.clone()), WriteOptions.ifAbsent());
    }

    /** Replaces a state of this version; blocks. Throws {@link io.haservices.errors.StateConflictException} when it has another. */
    default StateInfo replace(String name, StateVersion expected, byte[] content) {
        return put(name, BlobSource.of(content.clone()), WriteOptions.ifVersion(expected));
    }

    /** Blocking form of {@link #removeAsync}. */
    default boolean remove(String name, WriteOptions options) {
        return Waiting.on(removeAsync(name, options));
    }

    /** Removes a state, whatever is there; blocks. Returns whether there was one. */
    default boolean remove(String name) {
        return remove(name, WriteOptions.any());
    }

    /** Blocking form of {@link #findAsync}. */
    default Optional<StateInfo> find(String name) {
        return Waiting.on(findAsync(name));
    }

    /** Blocking form of {@link #listAsync}. */
    default StateList list() {
        return Waiting.on(listAsync());
    }

    /** Blocking form of {@link #openAsync}. */
    default Optional<StateContent> open(String name) {
        return Waiting.on(openAsync(name));
    }

    /** Blocking form of {@link #openVerifiedAsync}. */
    default Optional<StateContent> openVerified(String name) {
        return Waiting.on(openVerifiedAsync(name));
    }

    /** Blocking form of {@link #readAsync}. */
    default Optional<byte[]> read(String name) {
        return Waiting.on(readAsync(name));
    }
}
