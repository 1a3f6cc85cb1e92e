package io.haservices.core.records;

import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Scope;
import io.haservices.spi.storage.BlobName;
import io.haservices.values.Segment;
import io.haservices.values.SegmentPath;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the name of a blob says, as {@link Layout#blob} makes it.
 *
 * @param blob the name itself
 * @param origin which coordination service, in which of its lives
 * @param pointer the only key whose pointer may name it
 * @param epoch the term in which it was written, and the only one in which a pointer to it can be committed
 */
public record StoredBlob(BlobName blob, String origin, Key pointer, long epoch) {
    private static final int SEGMENTS = 4;

    /** Nothing, when it is no name of this election that this version understands. */
    public static Optional<StoredBlob> of(Layout layout, BlobName blob) {
        String above = layout.blobs() + "/";
        if (!blob.path().startsWith(above)) {
            return Optional.empty();
        }
        List<String> names = Arrays.stream(blob.path().substring(above.length()).split("/", -1))
                .map(Segment::decode)
                .toList();
        if (names.size() != SEGMENTS) {
            return Optional.empty();
        }
        return epoch(names.get(3))
                .map(epoch -> new StoredBlob(blob, names.get(0), layout.pointer(names.get(1), names.get(2)), epoch));
    }

    /** Whether this path lies beneath that of the cluster where blobs of elections do; then the name of the election. */
    public static Optional<String> election(String clusterId, BlobName blob) {
        String cluster = Layout.blobsOf(clusterId);
        if (!SegmentPath.covers(cluster, blob.path()) || blob.path().equals(cluster)) {
            return Optional.empty();
        }
        String beneath = cluster.isEmpty() ? blob.path() : blob.path().substring(cluster.length() + 1);
        int slash = beneath.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String election = Segment.decode(beneath.substring(0, slash));
        Scope scope = Scope.named(election);
        return Layout.isElection(scope)
                ? of(new Layout(clusterId, scope), blob).map(understood -> election)
                : Optional.empty();
    }

    private static Optional<Long> epoch(String last) {
        int dash = last.indexOf('-');
        if (dash < 1 || dash == last.length() - 1) {
            return Optional.empty();
        }
        try {
            long epoch = Long.parseLong(last.substring(0, dash));
            // One spelling only, as we write it.
            return epoch >= 0 && last.startsWith(epoch + "-") ? Optional.of(epoch) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
