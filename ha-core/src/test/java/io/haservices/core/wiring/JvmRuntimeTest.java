package io.haservices.core.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.haservices.core.runtime.CoreRuntime;
import io.haservices.core.runtime.EventLoop;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class JvmRuntimeTest {
    private final JvmRuntime runtime = new JvmRuntime("test");
    private final CoreRuntime core = runtime.core();

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void runsTheLoopsTasksInOrderOnOneDaemonThread() throws Exception {
        List<Integer> seen = new CopyOnWriteArrayList<>();
        CompletableFuture<Thread> last = new CompletableFuture<>();
        IntStream.range(0, 100).forEach(i -> core.loop().execute(() -> seen.add(i)));
        core.loop().execute(() -> last.complete(Thread.currentThread()));
        Thread thread = last.get();
        assertThat(thread.getName()).isEqualTo("ha-test-loop");
        assertThat(thread.isDaemon()).isTrue();
        assertThat(seen).isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void goesOnAfterATaskThatThrows() throws Exception {
        core.loop().execute(() -> {
            throw new AssertionError("on purpose");
        });
        assertThat(CompletableFuture.supplyAsync(() -> "alive", core.loop()).get())
                .isEqualTo("alive");
    }

    @Test
    void schedulesOnceNoEarlierThanTheDelayUnlessCancelled() throws Exception {
        AtomicBoolean cancelledRan = new AtomicBoolean();
        EventLoop.Cancellable cancelled = core.loop().schedule(Duration.ofMillis(50), () -> cancelledRan.set(true));
        core.loop().schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> cancelledRan.set(true));
        cancelled.cancel();
        cancelled.cancel();
        long start = System.nanoTime();
        CompletableFuture<Long> ran = new CompletableFuture<>();
        core.loop().schedule(Duration.ofMillis(100), () -> ran.complete(System.nanoTime()));
        assertThat(ran.get() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
        assertThat(cancelledRan).isFalse();
    }

    @Test
    void keepsAThreadForTheNextCallback() {
        Executor callbacks = core.callbacks().apply("one");
        assertThat(waiting()).as("before the first callback").isNotEmpty();
        Thread first =
                CompletableFuture.supplyAsync(Thread::currentThread, callbacks).join();
        await().atMost(Duration.ofSeconds(30)).until(() -> waiting().contains(first));
        assertThat(first.isDaemon()).isTrue();
    }

    private static List<Thread> waiting() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("ha-test-callback-"))
                .toList();
    }

    @Test
    void runsCallbacksOfOneElectionInOrderAndThoseOfOthersMeanwhile() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CompletableFuture<String> name = new CompletableFuture<>();
        Executor slow = core.callbacks().apply("slow");
        slow.execute(() -> {
            name.complete(Thread.currentThread().getName());
            awaitQuietly(held);
        });
        List<Integer> seen = new CopyOnWriteArrayList<>();
        IntStream.range(0, 100).forEach(i -> slow.execute(() -> seen.add(i)));
        Executor other = core.callbacks().apply("other");
        assertThat(CompletableFuture.supplyAsync(() -> Thread.currentThread().getName(), other)
                        .get())
                .isEqualTo("ha-callback-other");
        assertThat(name.get()).isEqualTo("ha-callback-slow");
        assertThat(seen).isEmpty();
        held.countDown();
        await().untilAsserted(() ->
                assertThat(seen).isEqualTo(IntStream.range(0, 100).boxed().toList()));
    }

    @Test
    void runsTheNextCallbackAfterOneThatThrewOrLeftAnInterrupt() throws Exception {
        Executor callbacks = core.callbacks().apply("x");
        callbacks.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        callbacks.execute(() -> Thread.currentThread().interrupt());
        assertThat(CompletableFuture.supplyAsync(() -> Thread.currentThread().isInterrupted(), callbacks)
                        .get())
                .isFalse();
    }

    @Test
    void sharesThreadsBetweenElectionsThatAreIdle() throws Exception {
        Set<Thread> used = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            Executor callbacks = core.callbacks().apply("idle-" + i);
            used.add(CompletableFuture.supplyAsync(Thread::currentThread, callbacks)
                    .get());
        }
        assertThat(used).hasSizeLessThan(100);
    }

    @Test
    void givesANewIdEachTime() {
        assertThat(core.ids().get()).isNotEqualTo(core.ids().get()).hasSizeGreaterThanOrEqualTo(32);
    }

    @Test
    void endsItsThreadsAndRejectsWhatComesLater() throws Exception {
        Thread io =
                CompletableFuture.supplyAsync(Thread::currentThread, core.io()).get();
        assertThat(io.getName()).isEqualTo("ha-test-io-1");
        Thread loop = CompletableFuture.supplyAsync(Thread::currentThread, core.loop())
                .get();
        runtime.close();
        runtime.close();
        await().until(() -> !io.isAlive() && !loop.isAlive());
        assertThatThrownBy(() -> core.loop().execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> core.callbacks().apply("x").execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void closesFromWithinACallback() throws Exception {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        core.callbacks().apply("x").execute(() -> {
            runtime.close();
            closed.complete(true);
        });
        assertThat(closed.get()).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
