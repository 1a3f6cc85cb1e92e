package io.haservices.storage.s3;

import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A thread that writes one blob after the other. What is in a blob follows from its name, so whoever reads it can tell whether it is whole. */
final class CephWriter {
    private final Storage storage;
    private final String name;
    private final int length;
    private final Thread thread;
    private final List<BlobName> acknowledged = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final Semaphore permits = new Semaphore(0);
    private volatile boolean ended;

    CephWriter(Storage storage, String name, int length) {
        this.storage = storage;
        this.name = name;
        this.length = length;
        this.thread = new Thread(this::write, "writer-" + name);
    }

    String name() {
        return name;
    }

    void start() {
        thread.start();
    }

    void end() throws InterruptedException {
        ended = true;
        permits.release();
        thread.join();
    }

    /** So many attempts more. */
    void permit(int attempts) {
        permits.release(attempts);
    }

    boolean isIdle() {
        return permits.availablePermits() == 0;
    }

    List<BlobName> acknowledged() {
        return List.copyOf(acknowledged);
    }

    int failures() {
        return failures.get();
    }

    static boolean isWhole(BlobName name, InputStream stream) throws IOException {
        return Arrays.equals(stream.readAllBytes(), content(name));
    }

    private void write() {
        for (int i = 0; !ended; i++) {
            permits.acquireUninterruptibly();
            BlobName blob = BlobName.of(name, i + "-" + length);
            try {
                storage.write(blob, BlobSource.of(content(blob)));
                acknowledged.add(blob);
            } catch (StorageException e) {
                // Nobody was told that it is there; it may be, but only whole.
                failures.incrementAndGet();
            }
        }
    }

    private static byte[] content(BlobName name) {
        int length = Integer.parseInt(name.path().replaceAll(".*-", ""));
        byte[] content = new byte[length];
        new Random(name.hashCode()).nextBytes(content);
        return content;
    }
}
