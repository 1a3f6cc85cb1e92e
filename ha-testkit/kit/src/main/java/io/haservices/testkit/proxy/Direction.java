package io.haservices.testkit.proxy;

/** Which way bytes travel through a {@link FaultProxy}. */
public enum Direction {
    /** From whoever connected to the proxy to the target: requests. */
    TO_SERVER,

    /** From the target to whoever connected to the proxy: answers. */
    TO_CLIENT
}
