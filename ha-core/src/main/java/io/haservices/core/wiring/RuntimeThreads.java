package io.haservices.core.wiring;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the daemon threads of one runtime, and knows them again. */
final class RuntimeThreads implements ThreadFactory {
    private static final Logger LOG = LoggerFactory.getLogger(RuntimeThreads.class);

    private final Object owner;
    private final IntFunction<String> name;
    private final AtomicInteger count = new AtomicInteger();
    // Threads begin when there is something to do, which may be on a thread of a backend: its class loader is not for
    // others.
    private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

    RuntimeThreads(Object owner, IntFunction<String> name) {
        this.owner = owner;
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new OwnedThread(owner, task, name.apply(count.incrementAndGet()));
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        thread.setUncaughtExceptionHandler((t, e) -> LOG.error("thread {} died", t.getName(), e));
        return thread;
    }

    static boolean currentBelongsTo(Object owner) {
        return Thread.currentThread() instanceof OwnedThread thread && thread.owner == owner;
    }

    private static final class OwnedThread extends Thread {
        private final Object owner;

        private OwnedThread(Object owner, Runnable task, String name) {
            super(task, name);
            this.owner = owner;
        }
    }
}
