package io.haservices;

/**
 * The end of a term that was asked for.
 *
 * @param leaderId the contender: who leads after a transfer, who gave up after a resignation
 * @param epoch the number of the term that the contender began, or gave up
 */
public record Succession(String leaderId, long epoch) {}
