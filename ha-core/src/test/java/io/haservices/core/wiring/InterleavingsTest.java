package io.haservices.core.wiring;

import static io.haservices.core.runtime.Interleaved.check;
import static io.haservices.core.runtime.Interleaved.require;
import static io.haservices.core.runtime.Interleaved.together;

import io.haservices.core.runtime.Interleaved;
import io.haservices.errors.HaException;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class InterleavingsTest {
    @Test
    void aSerialExecutorForgetsNoTaskAndRunsOneAtATime() {
        check(() -> {
            NewThreads pool = new NewThreads();
            SerialExecutor executor = new SerialExecutor(pool, "serial");
            AtomicInteger underWay = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            AtomicInteger run = new AtomicInteger();
            Runnable task = () -> {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                run.incrementAndGet();
                underWay.decrementAndGet();
            };
            together(() -> executor.execute(task), () -> executor.execute(task));
            for (Thread thread : pool.threads) {
                Interleaved.join(thread);
            }
            require(run.get() == 2, "run: " + run.get());
            require(most.get() == 1, "run at once: " + most.get());
        });
    }

    @Test
    void whatIsOpenedWhileTheOthersAreClosedIsClosedOnce() {
        check(() -> {
            Opened opened = new Opened();
            AtomicInteger closed = new AtomicInteger();
            together(
                    () -> {
                        try {
                            opened.add(closed::incrementAndGet);
                        } catch (HaException e) {
                            require(closed.get() == 1, "refused, and not closed");
                        }
                    },
                    opened::close,
                    opened::close);
            require(closed.get() == 1, "closed so often: " + closed.get());
        });
    }

    /** Each task on a thread of its own. */
    private static final class NewThreads extends AbstractExecutorService {
        final List<Thread> threads = new CopyOnWriteArrayList<>();

        @Override
        public void execute(Runnable task) {
            Thread thread = new Thread(task);
            threads.add(thread);
            thread.start();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return false;
        }
    }
}
