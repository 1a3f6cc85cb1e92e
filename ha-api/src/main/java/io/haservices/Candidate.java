package io.haservices;

/**
 * Who stands in an election, leader included.
 *
 * @param id the contender's id
 * @param priority higher is preferred
 * @param description free text that the contender gave, for people
 * @param candidateId what it is called across restarts, as configured; empty when it is not
 */
public record Candidate(String id, int priority, String description, String candidateId) {}
