package io.haservices.core.records;

import io.haservices.EndReason;

/**
 * One term of the history.
 *
 * @param epoch its number
 * @param leader the contender's id
 * @param began when, as ISO 8601
 * @param ended when; empty as long as nobody has said so
 * @param reason why it ended; empty as long as nobody has said so
 * @param detail more about that, for people
 */
public record TermRecord(long epoch, String leader, String began, String ended, String reason, String detail) {
    /** That has just begun. */
    public static TermRecord begun(long epoch, String leader, String at) {
        return new TermRecord(epoch, leader, at, "", "", "");
    }

    boolean isUnexplained() {
        return reason.isEmpty() || reason.equals(EndReason.EXPIRED.name());
    }

    TermRecord ended(String at, String why, String more) {
        return new TermRecord(epoch, leader, began, at, why, more);
    }

    /** When the next term began; this one may have ended without a word. */
    TermRecord overtaken(String at, DeposedRecord deposed) {
        if (!reason.isEmpty()) {
            return this;
        }
        return deposed.epoch() == epoch
                ? ended(at, EndReason.DEPOSED.name(), deposed.evidence())
                : ended(at, EndReason.EXPIRED.name(), "");
    }
}
