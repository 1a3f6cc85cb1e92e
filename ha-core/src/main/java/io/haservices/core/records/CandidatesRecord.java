package io.haservices.core.records;

import java.util.List;

/**
 * Where a process stands under one session.
 *
 * @param description for people
 * @param candidateId what the process is called across restarts, as configured; may be empty
 * @param standing in which elections
 */
public record CandidatesRecord(
        String description, @AddedLater("\"\"") String candidateId, List<CandidateRecord> standing) {
    /** Copies the list. */
    public CandidatesRecord {
        standing = List.copyOf(standing);
    }
}
