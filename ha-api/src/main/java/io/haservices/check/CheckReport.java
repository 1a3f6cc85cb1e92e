package io.haservices.check;

import java.util.List;

/**
 * What a check of one election found: the storage compared with the pointers (SS-13).
 *
 * @param election its name
 * @param epoch the current term when the check began; 0 when there was none, or no epoch entry
 * @param origin the origin of all that this coordination service writes; empty when there is no epoch entry, and then nothing is
 *     garbage
 * @param removed whether the election was cleaned up
 * @param states how many pointers there are
 * @param bytesRead how many bytes were read and verified
 * @param underWay blobs of the current term that no pointer names: being written, or left behind in this term; never touched
 * @param incompleteUnderWay writes of the current term that have not ended; never touched
 * @param findings one for each blob, incomplete write and pointer that something is to be said about
 * @param otherOrigins one for each other origin
 */
public record CheckReport(
        String election,
        long epoch,
        String origin,
        boolean removed,
        int states,
        long bytesRead,
        int underWay,
        int incompleteUnderWay,
        List<Finding> findings,
        List<OriginFinding> otherOrigins) {
    /** Copies the lists. */
    public CheckReport {
        findings = List.copyOf(findings);
        otherOrigins = List.copyOf(otherOrigins);
    }

    /** Whether anything was treated thus. */
    public boolean any(Treatment treatment) {
        return findings.stream().anyMatch(finding -> finding.treatment() == treatment)
                || otherOrigins.stream().anyMatch(origin -> origin.treatment() == treatment);
    }

    /** Whether something could not be examined, because the storage failed on it. */
    public boolean incomplete() {
        return findings.stream().anyMatch(finding -> finding.kind() == Finding.Kind.UNREADABLE_BYTES);
    }
}
