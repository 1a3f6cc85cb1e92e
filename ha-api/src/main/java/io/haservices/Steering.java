package io.haservices;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Moves the leadership of one election on purpose, from any process of the cluster, also one that does not stand. All of it goes through the
 * election's control entry, whose version guards every winning transaction. Safe for use by many threads.
 *
 * <p>What cannot be done fails with {@link io.haservices.errors.SteeringRefusedException}, whose message says why; nothing was changed then.
 * An answer that does not come within the patience given fails with {@link io.haservices.errors.UnavailableException} when the request was
 * withdrawn, and with {@link io.haservices.errors.OutcomeUnknownException} when it may still be carried out.
 */
public interface Steering {
    /** The name of the election. */
    String election();

    /**
     * From now on only the candidate that led last, by its {@code high-availability.candidate-id}, may win (LE-23): nobody else follows a leader
     * that ends. A leader that has none is followed by nobody but itself, as long as its process lives. Nothing else changes.
     *
     * @param reason for people; not blank
     * @param limit the first contender that has seen the pause for that long, by its own clock, lifts it; never when empty
     */
    CompletionStage<Void> pauseAsync(String reason, Optional<Duration> limit);

    /** Lifts a pause. */
    CompletionStage<Void> resumeAsync();

    /**
     * Has the leader hand over to a candidate that stands by (LE-24). Leadership is kept until the candidate has answered, so the gap is that of
     * any orderly end. Until the new term ends, nobody hands over because of priorities.
     *
     * @param to the id of a contender, or of a candidate as configured; when empty, the other candidate of highest priority
     * @param patience how long to wait for the new term
     * @return the new term
     */
    CompletionStage<Succession> transferAsync(Optional<String> to, Duration patience);

    /**
     * Has the leader resign, as {@link Leadership#resign()} does.
     *
     * @param patience how long to wait for the end of the term
     * @return the term that ended
     */
    CompletionStage<Succession> resignAsync(Duration patience);

    /** Blocking form of {@link #pauseAsync}. */
    default void pause(String reason, Optional<Duration> limit) {
        Waiting.on(pauseAsync(reason, limit));
    }

    /** Blocking form of {@link #resumeAsync}. */
    default void resume() {
        Waiting.on(resumeAsync());
    }

    /** Blocking form of {@link #transferAsync}. */
    default Succession transfer(Optional<String> to, Duration patience) {
        return Waiting.on(transferAsync(to, patience));
    }

    /** Blocking form of {@link #resignAsync}. */
    default Succession resign(Duration patience) {
        return Waiting.on(resignAsync(patience));
    }
}
