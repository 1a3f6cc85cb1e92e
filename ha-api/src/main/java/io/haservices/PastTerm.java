package io.haservices;

import java.time.Instant;
import java.util.Optional;

/**
 * A term of an election's history (LE-19). The times are those of the wall clocks of the processes that led, for people.
 *
 * @param epoch the number of the term
 * @param leaderId the id of the contender that led
 * @param began when it was granted
 * @param ended when it ended; the beginning of the next term when it ended without a word; empty when it goes on, or nobody followed yet
 * @param reason why it ended: the name of an {@link EndReason}, or of one that a newer version knows; empty as long as {@code ended} is
 * @param detail more about that, for people: the evidence, a pause, what {@link Leadership#remark} said; may be empty
 */
public record PastTerm(
        long epoch, String leaderId, Instant began, Optional<Instant> ended, String reason, String detail) {}
