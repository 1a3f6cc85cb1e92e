package io.haservices.check;

/**
 * Something that a check found.
 *
 * @param kind what it is
 * @param treatment what was done about it
 * @param subject the name of the blob, or the key of the pointer
 * @param location where the bytes lie, as a URI; empty when there are none
 * @param detail in words: what was seen, and what to do where something is left to do
 */
public record Finding(Kind kind, Treatment treatment, String subject, String location, String detail) {
    /** What was found. */
    public enum Kind {
        /** A blob of a term that is over, which no pointer names and none ever can (SS-13). */
        GARBAGE,
        /** What a write of a term that is over has left behind: temporary files, unfinished uploads. */
        INCOMPLETE,
        /** A pointer whose bytes are not there. */
        MISSING_BYTES,
        /** A pointer whose bytes have another length or SHA-256 than it says. */
        DAMAGED_BYTES,
        /** A pointer whose bytes could not be read now; the storage said why. Never repaired. */
        UNREADABLE_BYTES,
        /** A pointer that is no readable record. */
        DAMAGED_POINTER,
        /** A blob of a later term than the current one: the coordination service went back in time. Never touched. */
        LATER_TERM,
        /** A name that this version does not understand. Never touched. */
        UNKNOWN_NAME,
        /** A quarantine record of an earlier repair, or a blob that it holds. */
        QUARANTINED
    }

    /** The same, treated otherwise. */
    public Finding treated(Treatment by) {
        return new Finding(kind, by, subject, location, detail);
    }

    /** The same, left, with the reason why. */
    public Finding leftBecause(String reason) {
        return new Finding(kind, Treatment.LEFT, subject, location, reason);
    }
}
