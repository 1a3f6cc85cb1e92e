package io.haservices.core.wiring;

import io.haservices.core.runtime.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads for callbacks. A callback may last as long as a leadership and must not keep others waiting; yet when thousands of
 * elections are granted in one instant, and each callback returns soon, a few threads do. So there are {@link #FEW}, always there because
 * starting a thread takes milliseconds on a busy machine and a successor may wait for the callback, and a quarter more each
 * time that nothing could begin for {@link #PATIENCE}, without a limit; and up to {@link #MANY} when things begin, but late.
 */
final class CallbackThreads extends AbstractExecutorService {
    static final int FEW = 8;
    static final int MANY = 256;
    static final Duration PATIENCE = Duration.ofMillis(20);

    private static final Logger LOG = LoggerFactory.getLogger(CallbackThreads.class);
    private static final long LATE = PATIENCE.toNanos() * 3;
    private static final long IDLE_SECONDS = 10;

    private final EventLoop loop;
    private final ThreadPoolExecutor pool;
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final AtomicBoolean watching = new AtomicBoolean();
    private final AtomicLong begun = new AtomicLong();

    CallbackThreads(EventLoop loop, ThreadFactory threads) {
        this.loop = loop;
        pool = new ThreadPoolExecutor(FEW, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, queue, threads);
    }

    /** Starts the threads that are always there. */
    void prepare() {
        pool.prestartAllCoreThreads();
    }

    private final class Waiting implements Runnable {
        private final Runnable task;
        private final long since = System.nanoTime();

        Waiting(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            begun.incrementAndGet();
            task.run();
        }
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(new Waiting(task));
        if (!queue.isEmpty() && watching.compareAndSet(false, true)) {
            watch();
        }
    }

    private void watch() {
        long before = begun.get();
        try {
            loop.schedule(PATIENCE, () -> look(before));
        } catch (RejectedExecutionException e) {
            LOG.debug("no more threads after the end", e);
        }
    }

    private void look(long before) {
        if (!(queue.peek() instanceof Waiting first)) {
            pool.setCorePoolSize(FEW);
            watching.set(false);
            // One may have come in between.
            if (!queue.isEmpty() && watching.compareAndSet(false, true)) {
                watch();
            }
            return;
        }
        int now = pool.getCorePoolSize();
        boolean stuck = begun.get() == before;
        boolean late = System.nanoTime() - first.since > LATE;
        if (stuck || (late && now < MANY)) {
            pool.setCorePoolSize(now + now / 4);
        }
        watch();
    }

    @Override
    public void shutdown() {
        pool.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return pool.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return pool.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return pool.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return pool.awaitTermination(timeout, unit);
    }
}
