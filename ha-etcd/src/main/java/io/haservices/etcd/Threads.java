package io.haservices.etcd;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one client beside gRPC's own. Their number does not grow with elections or watches. All are daemons. */
final class Threads implements AutoCloseable {
    private static final int MOST_WATCH_THREADS = 8;

    /** Everything but the calls of users' code. */
    final Loop loop;
    /** Completes the stages of users, so that a slow one cannot delay a heartbeat. */
    final ExecutorService answers;
    /** Calls listeners; several, so that a slow one does not hold up the others. */
    final ExecutorService watches;

    Threads(String clusterName) {
        String prefix = "ha-etcd-" + clusterName + "-";
        loop = new Loop(prefix + "loop");
        answers = pool(prefix + "answers", 1);
        watches = pool(prefix + "watch", MOST_WATCH_THREADS);
    }

    /** What was handed over to these threads is still done. */
    @Override
    public void close() {
        loop.close();
        answers.shutdown();
        watches.shutdown();
    }

    static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            int n = number.incrementAndGet();
            Thread thread = new Thread(task, n == 1 ? name : name + "-" + n);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** One thread stays, and one that is idle is taken before another is started: on a busy machine that takes many times as long. */
    private static ExecutorService pool(String name, int most) {
        WaitingFirst tasks = new WaitingFirst();
        return new ThreadPoolExecutor(1, most, 10, TimeUnit.SECONDS, tasks, named(name), tasks);
    }

    /** Takes a task only for a thread that waits for one, so that the pool starts another; at the most of them, takes all. */
    private static final class WaitingFirst extends LinkedTransferQueue<Runnable> implements RejectedExecutionHandler {
        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }

        @Override
        public void rejectedExecution(Runnable task, ThreadPoolExecutor pool) {
            if (pool.isShutdown()) {
                throw new RejectedExecutionException("this client is closed");
            }
            put(task);
        }
    }
}
