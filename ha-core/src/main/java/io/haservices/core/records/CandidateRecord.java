package io.haservices.core.records;

/**
 * Who stands in an election.
 *
 * @param election the encoded name of the election
 * @param id the contender's id
 * @param priority higher is preferred
 */
public record CandidateRecord(String election, String id, int priority) {}
