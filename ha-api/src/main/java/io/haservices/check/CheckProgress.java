package io.haservices.check;

/**
 * How far a check has come.
 *
 * @param election which election is checked
 * @param step what is being done
 * @param done how many were read or removed so far
 * @param total of how many
 * @param bytes read so far
 */
public record CheckProgress(String election, Step step, int done, int total, long bytes) {
    /** What a check does, in this order. */
    public enum Step {
        /** Listing blobs and pointers; their number is not known before its end. */
        LISTING,
        /** Reading the bytes that pointers name. */
        READING,
        /** Removing garbage. */
        REMOVING
    }
}
