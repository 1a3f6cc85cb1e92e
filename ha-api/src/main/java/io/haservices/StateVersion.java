package io.haservices;

/**
 * A version of a state's pointer, for conditional writes. Never comes again, not even after removal and a new beginning
 * (SS-06). To be compared for equality only.
 *
 * @param incarnation which life of the name
 * @param version which version within that life
 */
public record StateVersion(long incarnation, long version) {
    /**
     * Reads what {@link #toString()} writes.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static StateVersion parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("'" + text + "' is no version of a state; it looks like 17.3");
        }
        try {
            return new StateVersion(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no version of a state; it looks like 17.3", e);
        }
    }

    @Override
    public String toString() {
        return incarnation + "." + version;
    }
}
