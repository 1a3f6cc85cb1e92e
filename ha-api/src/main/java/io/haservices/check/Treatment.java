package io.haservices.check;

/** What a check did about something that it found. */
public enum Treatment {
    /** Nothing: repair was not asked for, not possible, or has failed. */
    LEFT,
    /** It is gone. */
    REMOVED,
    /** The pointer was moved into a quarantine record beside the bytes, which stay. */
    QUARANTINED,
    /** It is meant to be there, and is only shown. */
    KEPT
}
