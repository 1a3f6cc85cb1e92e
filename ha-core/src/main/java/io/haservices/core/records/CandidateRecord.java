package io.haservices.core.records;

/**
 * Who stands.
 *
 * @param id the contender's id
 * @param priority higher is preferred
 * @param description for people
 */
public record CandidateRecord(String id, int priority, String description) {}
