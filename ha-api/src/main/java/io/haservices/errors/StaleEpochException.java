package io.haservices.errors;

/** A write carried an epoch that is not the current one, and changed nothing (SS-02). A newer term has begun: stop writing. */
public final class StaleEpochException extends LeadershipLostException {
    private static final long serialVersionUID = 1;

    private final String election;
    private final long epoch;
    private final long currentEpoch;

    /** {@code currentEpoch} is what was seen after the refusal, or -1 when it could not be read. */
    public StaleEpochException(String what, String election, long epoch, long currentEpoch) {
        super(what + " refused: the fence is epoch " + epoch + " of election '" + election + "', but "
                + (currentEpoch < 0 ? "another epoch has begun" : "the current epoch is " + currentEpoch)
                + ". Nothing was changed. Stop writing and wait for the next grant.");
        this.election = election;
        this.epoch = epoch;
        this.currentEpoch = currentEpoch;
    }

    /** The election whose epoch was checked. */
    public String election() {
        return election;
    }

    /** The epoch that the refused write carried. */
    public long epoch() {
        return epoch;
    }

    /** The epoch that was current when the refusal was looked at, or -1 when it could not be read. */
    public long currentEpoch() {
        return currentEpoch;
    }
}
