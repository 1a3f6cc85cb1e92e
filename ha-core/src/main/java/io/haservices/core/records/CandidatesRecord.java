package io.haservices.core.records;

import java.util.List;

/**
 * Where a process stands under one session.
 *
 * @param description for people
 * @param standing in which elections
 */
public record CandidatesRecord(String description, List<CandidateRecord> standing) {
    /** Copies the list. */
    public CandidatesRecord {
        standing = List.copyOf(standing);
    }
}
