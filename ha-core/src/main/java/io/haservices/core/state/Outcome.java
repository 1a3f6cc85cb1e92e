package io.haservices.core.state;

import io.haservices.errors.HaException;
import java.util.OptionalLong;

/** What became of a fenced commit, after everything was tried to find out. */
sealed interface Outcome {
    /** It took effect; with the key's version after it, where the answer told. */
    record Done(OptionalLong version) implements Outcome {}

    /**
     * What it was to create is not there: it was not created, or somebody has removed it since, and what it named, or it is still on
     * its way. So it must not be repeated as it is.
     */
    record Absent(HaException cause) implements Outcome {}

    /** It did not and will not: another term has begun. */
    record Stale() implements Outcome {}

    /** It did not and will not: the key was changed by somebody else. */
    record Changed() implements Outcome {}

    /** It did not and will not: the service refused or could not be reached. */
    record Refused(HaException cause) implements Outcome {}

    /** Nobody can tell. */
    record Unknown(HaException cause) implements Outcome {}
}
