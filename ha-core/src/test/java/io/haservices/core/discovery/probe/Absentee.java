package io.haservices.core.discovery.probe;

/** A class that the tests leave out of the jar. */
final class Absentee {
    private Absentee() {}

    /** Never returns: the tests must have forgotten to leave this class out. */
    static RuntimeException missed() {
        throw new IllegalStateException("this class was not left out");
    }
}
