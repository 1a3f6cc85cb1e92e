package io.haservices.cli.demo;

import java.io.IOException;

/**
 * Ends a child process when its parent is gone, however that died: the parent holds the other end of standard input, and the system
 * closes it.
 */
public final class LifeLine {
    /** The system property by which a parent asks for it. */
    static final String PROPERTY = "ha.lifeline";

    private LifeLine() {}

    /** Takes hold of it when the parent asked for it. */
    public static void holdWhenAsked() {
        if (Boolean.getBoolean(PROPERTY)) {
            hold(() -> Runtime.getRuntime().halt(143));
        }
    }

    static void hold(Runnable whenCut) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is ever sent.
                        }
                    } catch (IOException e) {
                        // As good as the end.
                    }
                    whenCut.run();
                },
                "ha-lifeline");
        thread.setDaemon(true);
        thread.start();
    }
}
