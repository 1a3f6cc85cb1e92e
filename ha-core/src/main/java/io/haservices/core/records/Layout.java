package io.haservices.core.records;

import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Scope;
import io.haservices.spi.storage.BlobName;
import io.haservices.values.Segment;
import io.haservices.values.SegmentPath;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Where everything of one election lies.
 *
 * @param clusterId as configured, possibly of several segments
 * @param scope the election's scope
 */
public record Layout(String clusterId, Scope scope) {
    /** The scope of what is about processes and not about one election; no election has this name. */
    private static final Scope PROCESSES = Scope.named(":processes");

    /**
     * The layout of an election's name.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Layout of(String clusterId, String election) {
        Scope scope = Scope.named(election);
        if (!isElection(scope)) {
            throw new IllegalArgumentException(
                    "'" + election + "' is not a name for an election: it is reserved. Choose another one.");
        }
        return new Layout(clusterId, scope);
    }

    /** Whether this is the scope of an election. */
    public static boolean isElection(Scope scope) {
        return !scope.equals(PROCESSES);
    }

    /** In which elections a process stands under a session. */
    public static Key candidate(String session) {
        return PROCESSES.key("candidates", session);
    }

    /** Who stands in which elections. */
    public static Prefix candidates() {
        return Prefix.of(PROCESSES, "candidates");
    }

    /** The election's name. */
    public String election() {
        return scope.name();
    }

    /** The current term. */
    public Key epoch() {
        return scope.key("epoch");
    }

    /** Who leads. */
    public Key leader() {
        return scope.key("leader");
    }

    /** What steers. */
    public Key control() {
        return scope.key("control");
    }

    /** The latest terms. */
    public Key history() {
        return scope.key("history");
    }

    /** The pointer of a state. */
    public Key pointer(String store, String name) {
        return scope.key("state", store, name);
    }

    /** All pointers of a store. */
    public Prefix store(String store) {
        return Prefix.of(scope, "state", store);
    }

    /** All pointers. */
    public Prefix states() {
        return Prefix.of(scope, "state");
    }

    /** A pointer that was moved out of the way; the id tells several of one state apart. */
    public Key quarantined(String store, String name, String id) {
        return scope.key("quarantine", store, name, id);
    }

    /** All pointers that were moved out of the way. */
    public Prefix quarantine() {
        return Prefix.of(scope, "quarantine");
    }

    /** A counter. */
    public Key counter(String name) {
        return scope.key("counters", name);
    }

    /** All counters. */
    public Prefix counters() {
        return Prefix.of(scope, "counters");
    }

    /** The blob of a write. */
    public BlobName blob(String origin, String store, String name, long epoch, String unique) {
        return new BlobName(blobs() + "/" + SegmentPath.of(origin, store, name, epoch + "-" + unique));
    }

    /** The path of all blobs of a cluster; empty for all there are. */
    public static String blobsOf(String clusterId) {
        return Arrays.stream(clusterId.split("/"))
                .filter(part -> !part.isEmpty())
                .map(Segment::encode)
                .collect(Collectors.joining("/"));
    }

    /** The path of all blobs of this election. */
    public String blobs() {
        String cluster = blobsOf(clusterId);
        return (cluster.isEmpty() ? "" : cluster + "/") + scope.segment();
    }

    /** The path of all blobs of this election and origin. */
    public String blobs(String origin) {
        return blobs() + "/" + Segment.encode(origin);
    }
}
