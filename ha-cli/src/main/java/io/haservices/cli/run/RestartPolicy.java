package io.haservices.cli.run;

import java.util.Locale;

/** After which ends {@code ha run} stands in the election again. */
enum RestartPolicy {
    /** After none. */
    NO,
    /** When the command failed, leadership was lost, or the guard was. */
    ON_FAILURE,
    /** Also when the command ended with 0. */
    ALWAYS;

    boolean appliesTo(int exitCode) {
        return this == ALWAYS || (this == ON_FAILURE && exitCode != 0);
    }

    // As it is written on the command line and shown in the help.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
