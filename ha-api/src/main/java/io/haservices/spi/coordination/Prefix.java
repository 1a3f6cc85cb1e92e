package io.haservices.spi.coordination;

import io.haservices.values.SegmentPath;

/**
 * A part of a scope: the entry at this path and all entries beneath it; it ends at a segment boundary (CO-02), so that
 * {@code state/a} does not cover {@code state/ab}.
 *
 * @param scope the scope
 * @param path encoded segments with {@code /} between them, or empty for the whole scope
 */
public record Prefix(Scope scope, String path) {
    /** Checks that every segment is encoded. */
    public Prefix {
        if (!path.isEmpty()) {
            SegmentPath.check(path);
        }
    }

    /** The prefix of these names, each encoded here; none for the whole scope. */
    public static Prefix of(Scope scope, String... names) {
        return new Prefix(scope, names.length == 0 ? "" : SegmentPath.of(names));
    }

    /** The prefix that begins with this key's own entry. */
    public static Prefix at(Key key) {
        return new Prefix(key.scope(), key.path());
    }

    /** Whether the key is at or beneath this prefix. */
    public boolean covers(Key key) {
        return key.scope().equals(scope) && SegmentPath.covers(path, key.path());
    }
}
