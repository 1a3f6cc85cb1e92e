package io.haservices;

/** Why a leadership ended. */
public enum EndReason {
    /** The election or its client was closed. */
    CLOSED,
    /** {@link Leadership#resign()}, or an operator asked for it. */
    RESIGNED,
    /** An operator asked for it: another candidate took over in an orderly way. */
    TRANSFERRED,
    /** A candidate of higher priority took over in an orderly way. */
    PREEMPTED,
    /** The session ended: expired, or closed by somebody. */
    SESSION_LOST,
    /** The connection was suspended, and suspended connections are not tolerated. */
    SUSPENDED,
    /** The deadline came near without an answer from the servers, or was passed during a pause. */
    DEADLINE,
    /** A newer term was seen, or a write was refused because of one, or the leader entry was gone. */
    SUPERSEDED,
    /**
     * Another process took over, because it had evidence that this one was dead, which was wrong: look at the log of that one, and
     * whether something between the two refuses connections to the liveness endpoint.
     */
    DEPOSED,
    /** Its process vanished and its session expired; only in the history, where the next leader writes it. */
    EXPIRED,
    /** The election was removed. */
    REMOVED,
    /** Recovery failed: {@link LeaderContender#onGranted} threw. */
    GRANT_FAILED,
    /** The service refuses this identity. */
    NOT_AUTHORIZED
}
