package io.haservices.spi.coordination;

/** Learns of changes of the session's state. Calls never overlap and come in order, on a thread of the backend that they must not block. */
@FunctionalInterface
public interface SessionListener {
    /** The session is now this; called after each change of its id or state (CO-15), not for each heartbeat. */
    void onSession(Session session);
}
