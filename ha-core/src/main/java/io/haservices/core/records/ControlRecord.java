package io.haservices.core.records;

/**
 * What steers an election; its version guards every winning transaction.
 *
 * @param removed whether the election was cleaned up, or is being
 * @param distrusted the last term that was ended by evidence of death although its leader lived; 0 when there was none
 */
public record ControlRecord(
        boolean removed, @AddedLater("0") long distrusted) {
    /** Nothing is steered. */
    public static final ControlRecord NONE = new ControlRecord(false, 0);

    /** Removed, or not. */
    public ControlRecord withRemoved(boolean now) {
        return new ControlRecord(now, distrusted);
    }

    /** After a term that was ended by false evidence. */
    public ControlRecord withDistrusted(long epoch) {
        return new ControlRecord(removed, epoch);
    }
}
