package io.haservices;

import io.haservices.check.CheckListener;
import io.haservices.check.CheckOptions;
import io.haservices.check.CheckReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * One client of a cluster: elections, finding the leader, and state that survives it. Opened by {@code HighAvailability.open}
 * of {@code ha-core}. Safe for use by many threads. Names of elections, stores, states and counters are free texts that
 * {@link io.haservices.values.Segment} encodes (SS-09); a text that has no encoded form is an
 * {@link IllegalArgumentException}.
 *
 * <p>Stages complete on threads of this client, which must not be blocked; the methods of the same name without
 * {@code Async} block, at most the request timeout and the time of the storage, and throw
 * {@link io.haservices.errors.HaException}s. They must not be called from stages' callbacks.
 */
public interface HighAvailabilityServices extends AutoCloseable {
    /** The cluster's id: clusters with different ids never meet. */
    String clusterId();

    /**
     * An election to stand in. Each call gives a new contender; nothing happens before it is started.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    LeaderElection leaderElection(String election);

    /**
     * As {@link #leaderElection(String)}, for a leader whose work does not end with its process: another one takes over on evidence of
     * death only when the witness is dead, too.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    LeaderElection leaderElection(String election, LivenessWitness witness);

    /**
     * The leader of an election, to be found and followed. Each call gives a new one; nothing happens before it is started.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    LeaderRetrieval leaderRetrieval(String election);

    /**
     * The states of a store, written under a fence that is given explicitly; for tools and for writers outside the leader's
     * process. The leader itself uses {@link Leadership#stateStore}.
     */
    StateStore stateStore(String election, String store, Fence fence);

    /** A counter, advanced under a fence that is given explicitly; the leader itself uses {@link Leadership#counter}. */
    Counter counter(String election, String name, Fence fence);

    /** The names of the stores of an election that hold at least one state, sorted. */
    CompletionStage<List<String>> storesAsync(String election);

    /** Everything that is known of an election at one glance. */
    CompletionStage<ElectionStatus> statusAsync(String election);

    /** The names of all elections of this cluster that were ever started, sorted. */
    CompletionStage<List<String>> electionsAsync();

    /**
     * The names of all elections that were ever started, or of which blobs lie in the storage, sorted: those of another or a
     * wiped coordination service are among them.
     */
    CompletionStage<List<String>> storedElectionsAsync();

    /**
     * Compares what lies in the storage with the pointers of an election, and repairs what it may (SS-13, SS-14). Safe while a leader
     * writes. Fails when service or storage cannot be listed; what goes wrong with a single blob is a finding.
     *
     * @return fails with {@link IllegalArgumentException} when the other origin of the options is the current one
     */
    CompletionStage<CheckReport> checkAsync(String election, CheckOptions options, CheckListener listener);

    /**
     * The latest terms of an election, oldest first, as many as {@code high-availability.history.terms} keeps (LE-19). A hint for people: an outage
     * may leave a term out.
     */
    CompletionStage<List<PastTerm>> historyAsync(String election);

    /** Moves the leadership of an election on purpose. */
    Steering steering(String election);

    /** Blocking form of {@link #historyAsync}. */
    default List<PastTerm> history(String election) {
        return Waiting.on(historyAsync(election));
    }

    /** Blocking form of {@link #storedElectionsAsync}. */
    default List<String> storedElections() {
        return Waiting.on(storedElectionsAsync());
    }

    /** Blocking form of {@link #checkAsync}. */
    default CheckReport check(String election, CheckOptions options, CheckListener listener) {
        return Waiting.on(checkAsync(election, options, listener));
    }

    /** Blocking form of {@link #storesAsync}. */
    default List<String> stores(String election) {
        return Waiting.on(storesAsync(election));
    }

    /** Blocking form of {@link #statusAsync}. */
    default ElectionStatus status(String election) {
        return Waiting.on(statusAsync(election));
    }

    /** Blocking form of {@link #electionsAsync}. */
    default List<String> elections() {
        return Waiting.on(electionsAsync());
    }

    /**
     * Blocks until the coordination service is connected.
     *
     * @throws io.haservices.errors.UnavailableException when it is not within the time limit
     * @throws io.haservices.errors.NotAuthorizedException when the login was refused
     */
    void awaitConnected(Duration limit);

    /**
     * Writes, reads and deletes a small blob, creating the root when it is absent; blocks. For a process that would rather
     * not stand at all than lead without being able to save anything.
     *
     * @throws io.haservices.errors.StorageException when the storage cannot be used; the message says why
     */
    void checkStorage();

    /** What to show to operators: backend, client library, session, negotiated timeout, storage; never a secret. In order. */
    Map<String, String> describe();

    /**
     * Ends every election and retrieval of this client, revoking leadership first (LE-07), and releases session, connections
     * and threads. Keeps all state for the next leader (SS-10). Blocks, bounded by the revocation timeout. Idempotent.
     */
    @Override
    void close();
}
