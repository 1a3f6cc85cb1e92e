package io.haservices;

/** What those who stand by take as evidence that a leading process is dead, before the session timeout tells. */
public enum LivenessPolicy {
    /** That the port of the process refuses connections, or another process answers there, after it had been spoken to. */
    REFUSED,
    /** Nothing; and others are not told where to ask this process. */
    OFF,
    /** As {@link #REFUSED}; and that nothing was heard of it for some time, which a partition or a long pause can cause as well. */
    UNREACHABLE
}
