package io.haservices.check;

import java.util.Optional;

/**
 * What a check looks at, and what it may do. Immutable; begin with {@link #look()}.
 *
 * @param readBytes whether all bytes are read and verified, or only looked for
 * @param repair whether garbage is removed and damage is quarantined; otherwise nothing is changed
 * @param purgeQuarantine whether a repair also removes what earlier ones have quarantined
 * @param otherOrigin the other origin that is measured, and with {@code repair} removed
 */
public record CheckOptions(boolean readBytes, boolean repair, boolean purgeQuarantine, Optional<String> otherOrigin) {
    /** Reads and verifies everything, changes nothing. */
    public static CheckOptions look() {
        return new CheckOptions(true, false, false, Optional.empty());
    }

    /** Only looks whether the bytes are there. */
    public CheckOptions quick() {
        return new CheckOptions(false, repair, purgeQuarantine, otherOrigin);
    }

    /** Removes garbage and quarantines damage. */
    public CheckOptions repairing() {
        return new CheckOptions(readBytes, true, purgeQuarantine, otherOrigin);
    }

    /** Ends quarantines, when repairing. */
    public CheckOptions purging() {
        return new CheckOptions(readBytes, repair, true, otherOrigin);
    }

    /** Measures what belongs to another origin, and removes it when repairing. */
    public CheckOptions withOrigin(String origin) {
        return new CheckOptions(readBytes, repair, purgeQuarantine, Optional.of(origin));
    }
}
