package io.haservices.testkit.memory;

import io.haservices.spi.coordination.Capability;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * How an in-memory coordination service runs.
 *
 * @param name begins the ids of its sessions
 * @param timeline clock and scheduler of everything in it
 * @param listeners where watch and session listeners are called; with the timeline itself all runs on one thread, and a
 *     listener that blocks then blocks everything
 * @param sessionTimeout after how long a silence a session ends
 * @param capabilities what the clients declare; all by default
 */
public record InMemorySettings(
        String name, Timeline timeline, Executor listeners, Duration sessionTimeout, Set<Capability> capabilities) {
    /** How long a session lives by default: long enough for a machine that stalls. */
    public static final Duration DEFAULT_SESSION_TIMEOUT = Duration.ofSeconds(10);

    /** Copies the set. */
    public InMemorySettings {
        capabilities = Set.copyOf(capabilities);
    }

    /** Everything on this timeline, in one thread's order, with the default session timeout and all capabilities. */
    public static InMemorySettings on(Timeline timeline) {
        return new InMemorySettings(
                "memory", timeline, timeline, DEFAULT_SESSION_TIMEOUT, EnumSet.allOf(Capability.class));
    }

    /** A copy with this name. */
    public InMemorySettings withName(String value) {
        return new InMemorySettings(value, timeline, listeners, sessionTimeout, capabilities);
    }

    /** A copy that calls listeners there. */
    public InMemorySettings withListeners(Executor value) {
        return new InMemorySettings(name, timeline, value, sessionTimeout, capabilities);
    }

    /** A copy with this session timeout. */
    public InMemorySettings withSessionTimeout(Duration value) {
        return new InMemorySettings(name, timeline, listeners, value, capabilities);
    }

    /** A copy whose clients declare these capabilities only. */
    public InMemorySettings withCapabilities(Set<Capability> value) {
        return new InMemorySettings(name, timeline, listeners, sessionTimeout, value);
    }
}
