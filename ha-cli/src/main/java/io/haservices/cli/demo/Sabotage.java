package io.haservices.cli.demo;

import java.util.Locale;

/** What a test breaks, to see that the demo notices it. */
enum Sabotage {
    /** Nothing. */
    NONE,
    /** The standbys are killed with the leader. */
    STANDBY,
    /** The late write goes without the dead leader's epoch. */
    FENCE,
    /** One bit of every stored blob is flipped. */
    BLOB;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
