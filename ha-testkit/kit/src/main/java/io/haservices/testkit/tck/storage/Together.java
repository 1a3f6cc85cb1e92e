package io.haservices.testkit.tck.storage;

import io.haservices.testkit.tck.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Many calls at a time. */
final class Together {
    private static final int THREADS = 16;

    private final Verdict verdict;

    Together(Verdict verdict) {
        this.verdict = verdict;
    }

    /** For each of these, a few at a time. */
    <T> void run(List<T> all, Consumer<T> action) {
        call(
                THREADS,
                all.stream()
                        .<Callable<Boolean>>map(one -> () -> {
                            action.accept(one);
                            return true;
                        })
                        .toList());
    }

    /** All begin at the same moment; what each one answered. */
    <T> List<T> race(List<Callable<T>> racers) {
        CyclicBarrier start = new CyclicBarrier(racers.size());
        return call(
                racers.size(),
                racers.stream()
                        .<Callable<T>>map(racer -> () -> {
                            start.await();
                            return racer.call();
                        })
                        .toList());
    }

    private <T> List<T> call(int threads, List<Callable<T>> calls) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : executor.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error broken) {
                throw broken;
            }
            throw verdict.broken("one of " + calls.size() + " calls failed with " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw verdict.broken("the test was interrupted", e);
        } finally {
            executor.shutdownNow();
        }
    }
}
