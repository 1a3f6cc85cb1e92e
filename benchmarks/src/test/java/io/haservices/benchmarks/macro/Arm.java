package io.haservices.benchmarks.macro;

/** One way of doing what is compared; several threads may do it at once. */
interface Arm extends AutoCloseable {
    /** The arm that all others are compared with. */
    String OURS = "HA Services";

    /** The same once more: how far the figures of two equals differ is how far those of others may differ by chance. */
    String OURS_AGAIN = "HA Services again (A/A)";

    String name();

    /** Does it once, from beginning to end; only what is told to the steps is measured. */
    void once(Steps steps) throws Exception;

    @Override
    void close();
}
