package io.haservices.core.wiring;

import io.haservices.core.runtime.CoreRuntime;
import io.haservices.values.MonotonicClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The runtime on real threads and the real clock. All threads are daemons; those for storage exist only while
 * there is something to do, and so do those for callbacks, but for a few.
 */
public final class JvmRuntime implements AutoCloseable {
    private static final int IO_THREADS = 16;
    private static final long IDLE_SECONDS = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LoopThread loop;
    private final ExecutorService io;
    private final CallbackThreads callbacks;
    private final TcpNetwork network;
    private final CoreRuntime core;

    /** For one client of a cluster; its id goes into the names of the threads. No thread is started before there is an election or a task. */
    public JvmRuntime(String clusterId) {
        String prefix = "ha-" + clusterId;
        loop = new LoopThread(this, prefix + "-loop");
        ThreadPoolExecutor bounded = new ThreadPoolExecutor(
                IO_THREADS,
                IO_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new RuntimeThreads(this, n -> prefix + "-io-" + n));
        bounded.allowCoreThreadTimeOut(true);
        io = bounded;
        callbacks = new CallbackThreads(loop, new RuntimeThreads(this, n -> prefix + "-callback-" + n));
        network = new TcpNetwork(loop, io, new RuntimeThreads(this, n -> prefix + "-network"));
        core = new CoreRuntime(
                MonotonicClock.SYSTEM,
                loop,
                io,
                name -> {
                    callbacks.prepare();
                    return new SerialExecutor(callbacks, "ha-callback-" + name);
                },
                network,
                InstantSource.system(),
                () -> UUID.randomUUID().toString());
    }

    /** The parts, as the services want them. */
    public CoreRuntime core() {
        return core;
    }

    /**
     * Ends all threads: what waits on the loop is dropped, storage and callbacks may finish for a few seconds and are
     * interrupted then. Idempotent; does not wait when called from one of these threads.
     */
    @Override
    public void close() {
        loop.stop();
        network.close();
        io.shutdown();
        callbacks.shutdown();
        if (!RuntimeThreads.currentBelongsTo(this)) {
            await();
        }
        List.of(io, callbacks).forEach(ExecutorService::shutdownNow);
    }

    private void await() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            loop.awaitStopped(PATIENCE);
            for (ExecutorService executor : List.of(io, callbacks)) {
                executor.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
