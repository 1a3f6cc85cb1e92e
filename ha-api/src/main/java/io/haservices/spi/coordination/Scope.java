package io.haservices.spi.coordination;

import io.haservices.values.Segment;

/**
 * One election with all that it fences: the unit within which a commit is atomic (CO-03). A backend whose atomic unit is a
 * single object keeps one object a scope.
 *
 * @param segment the encoded name
 */
public record Scope(String segment) {
    /** Checks that the segment is encoded. */
    public Scope {
        Segment.decode(segment);
    }

    /** The scope of an election's name, which is encoded here. */
    public static Scope named(String name) {
        return new Scope(Segment.encode(name));
    }

    /** The decoded name. */
    public String name() {
        return Segment.decode(segment);
    }

    /** A key in this scope from names along the path, each encoded here. */
    public Key key(String... names) {
        return new Key(this, io.haservices.values.SegmentPath.of(names));
    }

    @Override
    public String toString() {
        return segment;
    }
}
