package io.haservices.cli.guard;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Until when the supervisor leaves the command to the guard. Half a reserve later than the guard would act, so that the guard is first if
 * it can; but a guard that owes an answer for a while gets no such start.
 */
final class GuardWatch {
    private static final long BEHIND_GUARD = GuardDecisions.RESERVE.dividedBy(2).toNanos();
    // Starting a program may take long on a busy machine, and harms nobody meanwhile.
    private static final long ANSWER_TO_LAUNCH = Duration.ofSeconds(20).toNanos();
    private static final long ANSWER = Duration.ofSeconds(1).toNanos();

    private final long grace;
    private long held;
    private @Nullable Long startBy;
    private @Nullable Long stopBy;
    private @Nullable Long extendedSince;
    private @Nullable Long goneBy;

    GuardWatch(Message.Launch launch, long now) {
        this.grace = launch.grace().toNanos();
        this.held = launch.deadline();
        this.startBy = now + ANSWER_TO_LAUNCH;
    }

    void started() {
        startBy = null;
    }

    void extend(long now) {
        if (extendedSince == null) {
            extendedSince = now;
        }
    }

    void held(long deadline) {
        extendedSince = null;
        held = later(held, deadline);
    }

    void stop(long now) {
        if (stopBy == null) {
            stopBy = now + ANSWER;
        }
    }

    void steppingDown(long now) {
        goneBy = earlier(now + grace + BEHIND_GUARD, held - BEHIND_GUARD);
    }

    boolean owesAnAnswer() {
        return startBy != null || stopBy != null || extendedSince != null;
    }

    /** Whether the guard had its whole time for stepping down, and did not finish. */
    boolean hadItsGrace(long now) {
        return goneBy != null && now - goneBy >= 0;
    }

    long takeOverAt(StepDown times) {
        if (goneBy != null) {
            return goneBy;
        }
        long at = times.wakeAt() + BEHIND_GUARD;
        if (startBy != null) {
            at = earlier(at, startBy);
        }
        if (stopBy != null) {
            at = earlier(at, stopBy);
        }
        if (extendedSince != null) {
            at = earlier(at, later(times.wakeAt(), extendedSince + ANSWER));
        }
        return at;
    }

    static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }

    private static long later(long one, long other) {
        return one - other < 0 ? other : one;
    }
}
