package io.haservices.core.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.Lincheck;

/** Runs a few threads in many of the orders in which their steps may come: a model checker switches between them, and says how when one fails. */
public final class Interleaved {
    private static final int ORDERS = 200;

    private Interleaved() {}

    /** The scenario makes what it needs anew, runs {@link #together}, and asserts. */
    public static void check(Runnable scenario) {
        Lincheck.runConcurrentTest(ORDERS, scenario);
    }

    /** Each on a thread of its own; returns when all have ended. */
    public static void together(Runnable... parts) {
        // No references to methods of Thread: the model checker does not see threads that begin and end by those.
        List<Thread> threads = new ArrayList<>();
        for (Runnable part : parts) {
            threads.add(new Thread(part));
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            join(thread);
        }
    }

    /** Waits for the end of a thread. */
    public static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Fails the scenario. */
    public static void require(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }
}
