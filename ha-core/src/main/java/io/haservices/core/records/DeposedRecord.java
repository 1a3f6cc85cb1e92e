package io.haservices.core.records;

/**
 * The term that was ended by evidence of death.
 *
 * @param epoch its number; 0 when the term before ended in another way
 * @param evidence what the evidence was
 */
public record DeposedRecord(long epoch, String evidence) {
    /** The term before ended in another way. */
    public static final DeposedRecord NONE = new DeposedRecord(0, "");
}
