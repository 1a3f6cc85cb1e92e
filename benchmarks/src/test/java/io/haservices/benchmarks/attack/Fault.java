package io.haservices.benchmarks.attack;

import java.time.Duration;
import java.util.Optional;

/** Something that goes wrong for a while. An object is one round. */
interface Fault {
    /** Why it cannot be done here. */
    default Optional<String> obstacle(Battlefield field) {
        return Optional.empty();
    }

    /** How long it lasts. */
    Duration lasting();

    void begin(Battlefield field);

    /** Again and again while it lasts. */
    default void during(Battlefield field) {}

    /** Mends what is broken. Says what shows that it really happened, and throws when nothing does. */
    String end(Battlefield field);

    /** Where nothing shows that a fault happened, the run proves nothing of it. */
    static void happened(boolean shown, String what) {
        if (!shown) {
            throw new AssertionError("the fault did not happen: " + what);
        }
    }
}
