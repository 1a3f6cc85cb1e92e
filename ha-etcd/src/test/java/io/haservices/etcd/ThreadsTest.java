package io.haservices.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ThreadsTest {
    private final Threads threads = new Threads("test");

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void takesAThreadThatWaitsBeforeItStartsAnother() {
        Thread first = watchThread();
        await().atMost(Duration.ofSeconds(30)).until(() -> first.getState() == Thread.State.WAITING);
        assertThat(watchThread()).isSameAs(first);
    }

    @Test
    void aListenerThatHangsHoldsUpNoOther() {
        CountDownLatch held = new CountDownLatch(1);
        IntStream.range(0, 7).forEach(i -> threads.watches.execute(() -> awaitQuietly(held)));
        assertThat(watchThread().isDaemon()).isTrue();
        held.countDown();
    }

    @Test
    void keepsWhatComesWhenAllThreadsAreBusyInOrder() {
        CountDownLatch held = new CountDownLatch(1);
        threads.answers.execute(() -> awaitQuietly(held));
        Queue<Integer> seen = new ConcurrentLinkedQueue<>();
        Set<Thread> by = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 100)
                .forEach(i -> threads.answers.execute(() -> {
                    seen.add(i);
                    by.add(Thread.currentThread());
                }));
        held.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> seen.size() == 100);
        assertThat(seen)
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
        assertThat(by).hasSize(1);
    }

    @Test
    void doesAfterClosingWhatWasHandedOverBefore() {
        CountDownLatch held = new CountDownLatch(1);
        threads.answers.execute(() -> awaitQuietly(held));
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> true, threads.answers);
        threads.close();
        assertThatThrownBy(() -> threads.answers.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        held.countDown();
        assertThat(waiting.join()).isTrue();
    }

    private Thread watchThread() {
        return CompletableFuture.supplyAsync(Thread::currentThread, threads.watches)
                .join();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
