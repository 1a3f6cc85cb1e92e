package io.haservices.spi.coordination;

import io.haservices.values.SegmentPath;
import java.util.List;

/**
 * The place of an entry: a scope and a path of encoded segments within it.
 *
 * @param scope the scope
 * @param path encoded segments with {@code /} between them, at least one
 */
public record Key(Scope scope, String path) {
    /** Checks that every segment is encoded. */
    public Key {
        SegmentPath.check(path);
    }

    /** The decoded names along the path. */
    public List<String> names() {
        return SegmentPath.names(path);
    }

    @Override
    public String toString() {
        return scope + "/" + path;
    }
}
