package io.haservices.spi.storage;

import io.haservices.values.SegmentPath;

/**
 * The name of a blob under the root: encoded segments with {@code /} between them, at least one.
 *
 * @param path the encoded path
 */
public record BlobName(String path) implements Comparable<BlobName> {
    /** Checks that every segment is encoded. */
    public BlobName {
        SegmentPath.check(path);
    }

    /** The name of these segments, each encoded here. */
    public static BlobName of(String... names) {
        return new BlobName(SegmentPath.of(names));
    }

    @Override
    public int compareTo(BlobName other) {
        return path.compareTo(other.path);
    }

    @Override
    public String toString() {
        return path;
    }
}
