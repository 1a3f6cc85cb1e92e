package io.haservices.storage.hdfs;

import java.io.IOException;

/**
 * Hadoop's client breaks off whatever an interrupted thread asks of it. A step that must be known to have been done, or that
 * cleans up, is done all the same, and the thread is interrupted again afterwards (ST-14).
 */
final class Interrupts {
    private static final int MOST = 10;

    private Interrupts() {}

    /** What is called must bear repetition. */
    static <T> T defer(PluginClassLoader.Call<T, IOException> call) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            for (int times = 1; ; times++) {
                try {
                    return call.run();
                } catch (IOException e) {
                    if (!Failures.isInterrupt(e) || times == MOST) {
                        throw e;
                    }
                    interrupted = true;
                    boolean unused = Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
