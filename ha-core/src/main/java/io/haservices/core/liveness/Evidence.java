package io.haservices.core.liveness;

/** What shows that a process that held a term is dead. */
public enum Evidence {
    /** Its connection broke, and its port refuses new ones. */
    REFUSED("its connection broke and its port refuses"),
    /** Its connection broke, and another process answers at its port. */
    ANOTHER("its connection broke and another process answers at its port"),
    /** It was not heard for as long as is tolerated. */
    UNREACHABLE("it was not heard for longer than is tolerated");

    private final String words;

    Evidence(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
