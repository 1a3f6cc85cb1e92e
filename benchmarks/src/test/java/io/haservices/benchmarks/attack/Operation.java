package io.haservices.benchmarks.attack;

import io.haservices.testkit.history.RegisterOperation;

/**
 * Something that a contender did with a register.
 *
 * @param client one run of one contender
 * @param kind as in {@link Journal}
 * @param value written or read; {@link Journal#NOTHING} when there was none
 * @param epoch in which the client believed to lead; 0 for a glance
 * @param returned {@link RegisterOperation#NEVER} when it never did
 * @param outcome as in {@link Journal}
 * @param why the error
 */
record Operation(
        String client,
        String kind,
        String key,
        String value,
        long epoch,
        long invoked,
        long returned,
        String outcome,
        String why) {
    boolean isWrite() {
        return kind.equals(Journal.WRITE);
    }

    boolean isGlance() {
        return kind.equals(Journal.GLANCE);
    }

    boolean isOk() {
        return outcome.equals(Journal.OK);
    }

    boolean isAcknowledgedWrite() {
        return isWrite() && isOk();
    }

    boolean isLeadersRead() {
        return kind.equals(Journal.READ) && isOk();
    }

    boolean isUnknownWrite() {
        return isWrite() && outcome.equals(Journal.UNKNOWN);
    }

    Operation returned(long at, String how, String found, String error) {
        // The client gave up, but the service may not have: a write of unknown outcome stays open.
        long until = isWrite() && how.equals(Journal.UNKNOWN) ? RegisterOperation.NEVER : at;
        return new Operation(client, kind, key, isWrite() ? value : found, epoch, invoked, until, how, error);
    }
}
