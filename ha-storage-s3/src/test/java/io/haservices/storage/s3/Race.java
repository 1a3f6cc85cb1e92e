package io.haservices.storage.s3;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.ConditionalPut;
import io.haservices.spi.storage.Storage;
import io.haservices.values.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Clients of their own that put the same blob if it is absent, all at once. They have probed before. */
final class Race implements AutoCloseable {
    static final int RACERS = 16;

    private final BlobName name;
    private final List<Storage> storages = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(RACERS);
    private List<ConditionalPut> answers = List.of();

    Race(Supplier<Storage> storage, BlobName name) {
        this.name = name;
        for (int i = 0; i < RACERS; i++) {
            Storage racer = storage.get();
            storages.add(racer);
            racer.capabilities();
        }
    }

    /** Runs it. */
    List<ConditionalPut> answers() {
        CyclicBarrier start = new CyclicBarrier(RACERS);
        List<Callable<ConditionalPut>> racers = new ArrayList<>();
        for (int i = 0; i < RACERS; i++) {
            Storage storage = storages.get(i);
            Bytes content = Bytes.utf8("racer " + i);
            racers.add(() -> {
                start.await(1, TimeUnit.MINUTES);
                return storage.putIfAbsent(name, content);
            });
        }
        List<ConditionalPut> given = new ArrayList<>();
        try {
            for (Future<ConditionalPut> answer : threads.invokeAll(racers)) {
                given.add(answer.get());
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a racer failed", e);
        }
        answers = given;
        return given;
    }

    /** What the one wrote that was answered that it did. */
    String winner() {
        return "racer " + answers.indexOf(ConditionalPut.DONE);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        storages.forEach(Storage::close);
    }
}
