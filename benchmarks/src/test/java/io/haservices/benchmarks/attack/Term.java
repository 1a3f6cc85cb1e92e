package io.haservices.benchmarks.attack;

/**
 * A term as its holder was told of it.
 *
 * @param client one run of one contender
 * @param revoked when it was told of the end; {@link Long#MAX_VALUE} while it was not
 * @param reason why it ended
 */
record Term(String client, long epoch, long granted, long revoked, String reason) {
    boolean isOver() {
        return revoked != Long.MAX_VALUE;
    }

    Term over(long at, String why) {
        return new Term(client, epoch, granted, at, why);
    }
}
