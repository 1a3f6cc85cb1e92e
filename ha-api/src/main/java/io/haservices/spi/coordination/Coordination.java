package io.haservices.spi.coordination;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * One client of a coordination service: one live session with an identity, over a small hierarchical key-value space that is
 * divided into scopes. Safe for use by many threads. No method blocks but {@link #close()}; stages complete on threads of the
 * backend, which must not be blocked. Every stage completes within the backend's request timeout (CO-18), after an outage too;
 * reads complete exceptionally with {@link io.haservices.errors.UnavailableException} then, or with
 * {@link io.haservices.errors.NotAuthorizedException} when the service refuses.
 *
 * <p>When a session ends, the backend begins a new one by itself, until it is closed or the login is refused.
 */
public interface Coordination extends AutoCloseable {
    /** Most keys, guards and operations together, in one commit (CO-10). */
    int MAX_KEYS = 64;
    /** Most bytes of values in one commit, and of one value (CO-10). */
    int MAX_BYTES = 512 * 1024;

    /** What this backend can do; constant. */
    Set<Capability> capabilities();

    /** The scopes in which there is, or was, any entry; sorted. A scope that has become empty may be among them. */
    CompletionStage<List<Scope>> scopes();

    /** The entry at a key, never older than what this client has committed or seen, across reconnects and new sessions too (CO-01). */
    CompletionStage<Optional<Entry>> get(Key key);

    /** All entries at and beneath a prefix, sorted by path (CO-02); each never older than what this client has committed or seen (CO-01). */
    CompletionStage<List<Entry>> list(Prefix prefix);

    /**
     * Does all operations or none, if all guards hold (CO-03 to CO-09). The stage completes normally with one of the four
     * answers of {@link Commit}.
     *
     * @param guards conditions on keys that the commit does not write (an incarnation guard may name one that it replaces or deletes)
     * @param operations at least one; on distinct keys
     * @throws IllegalArgumentException at once, when a key belongs to another scope, is named twice, a value is empty, or
     *     the limits are exceeded (CO-10)
     * @throws io.haservices.errors.UnsupportedCapabilityException at once, when a capability is not declared (CO-19)
     */
    CompletionStage<Commit> commit(Scope scope, List<Guard> guards, List<Operation> operations);

    /**
     * Tells the listener the state of the prefix, now and after every change and every gap, until closed (CO-11 to CO-14). A
     * listener that throws or is slow harms nobody else.
     */
    Registration watch(Prefix prefix, WatchListener listener);

    /** The session as it is known now; cheap, does not block. */
    Session session();

    /** Tells the listener the session as it is, and then each change of state, until closed (CO-15). */
    Registration onSession(SessionListener listener);

    /**
     * What to show to operators: client and server versions, addresses; never a secret. In order. Id, state and timeout of the session
     * are left to the caller, who has them from {@link #session()}. A key that ends in {@code -note} says what is not as it was
     * configured, and why; {@code ha config validate} repeats it.
     */
    default java.util.Map<String, String> describe() {
        return java.util.Map.of();
    }

    /**
     * Ends the session; its session-bound entries vanish at once (CO-17). Blocks until the service has answered, at most the
     * request timeout. Idempotent. Afterwards reads fail and commits are not applied.
     */
    @Override
    void close();
}
