package io.haservices.testkit.servers;

/** One run of a server, from its start to its death: a process of this JVM, or a container. Both die with the JVM that started them. */
interface ServerRun {
    /** As this machine numbers it, also for a container. */
    long pid();

    boolean isAlive();

    boolean isPaused();

    /** Stops it where it is; returns when it is stopped. */
    void pause();

    void resume();

    /** By SIGKILL, also when it is paused; returns when it is gone, and with it its ports. */
    void kill();
}
