package io.haservices.testkit.tck.coordination;

import io.haservices.spi.coordination.Coordination;
import io.haservices.testkit.tck.UnsupportedFault;
import io.haservices.values.MonotonicClock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * What a backend's author provides to run the TCK: how to open clients of a running service, and how to make the faults.
 * A fault that isn't implemented skips the tests that need it, with the reason.
 *
 * <p>One fixture may serve all tests: each works in a cluster of its own, and ends with {@link #reset()}. All methods are called
 * by the test's thread only, and a fault is in force when its method returns.
 */
public interface CoordinationFixture {
    /**
     * Opens a new client, with a session of its own, which the test closes. Calls of it have {@link #requestTimeout()}, and
     * its deadlines are on {@link #clock()}.
     */
    Coordination open(String clusterId);

    /** Within which every call must be answered. Long enough for a reconnect. */
    Duration requestTimeout();

    /** About how long a silence ends a session. */
    Duration sessionTimeout();

    /** The clock of all deadlines. */
    default MonotonicClock clock() {
        return MonotonicClock.SYSTEM;
    }

    /** How long a test waits for what must happen, until it fails. Generous: a passing test never waits it out. */
    default Duration patience() {
        return requestTimeout().plus(sessionTimeout()).multipliedBy(3).plusSeconds(20);
    }

    /** Lets this much time pass, while a test waits; with virtual time, moves it. */
    default void passTime(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }

    /** Ends the session of this client at the servers, as if it had been silent too long, while the client lives on. */
    default void expire(Coordination client) {
        throw new UnsupportedFault("this fixture cannot expire a session");
    }

    /** Cuts the client off from all servers: its connection breaks and no new one comes about until {@link #heal}. */
    default void cut(Coordination client) {
        throw new UnsupportedFault("this fixture cannot cut a connection");
    }

    /** Ends {@link #cut}. */
    default void heal(Coordination client) {
        throw new UnsupportedFault("this fixture cannot heal a connection");
    }

    /** Keeps what this client sends from arriving, without breaking the connection, until {@link #release}. */
    default void hold(Coordination client) {
        throw new UnsupportedFault("this fixture cannot hold requests on their way");
    }

    /** Ends {@link #hold}: what was held arrives now, late. */
    default void release(Coordination client) {
        throw new UnsupportedFault("this fixture cannot release requests");
    }

    /** Does the client's next commit and loses its answer; the connection breaks for a moment. */
    default void loseNextReply(Coordination client) {
        throw new UnsupportedFault("this fixture cannot lose an answer");
    }

    /** Stops the whole service, so that it hangs without breaking connections, until {@link #resume}. */
    default void pause() {
        throw new UnsupportedFault("this fixture cannot pause the service");
    }

    /** Ends {@link #pause}. */
    default void resume() {
        throw new UnsupportedFault("this fixture cannot resume the service");
    }

    /** Ends all faults; called after each test, when its clients are closed. */
    default void reset() {}
}
