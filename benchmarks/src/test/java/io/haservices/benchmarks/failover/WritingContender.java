package io.haservices.benchmarks.failover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.haservices.HighAvailabilityServices;
import io.haservices.LeaderContender;
import io.haservices.Leadership;
import io.haservices.StateStore;
import io.haservices.config.Configuration;
import io.haservices.core.HighAvailability;
import io.haservices.errors.HaException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes rising numbers, one after another, for as long as it leads, and goes on where its predecessor ended. */
final class WritingContender implements LeaderContender, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HighAvailabilityServices services;
    private final int livenessPort;
    private final List<Leadership> granted = new CopyOnWriteArrayList<>();
    private final List<Leadership> revoked = new CopyOnWriteArrayList<>();
    private volatile long found;
    private volatile long tried;
    private volatile long acknowledged;
    private final AtomicInteger writes = new AtomicInteger();
    private volatile boolean stopped;

    private WritingContender(Map<String, String> settings) {
        this.services = HighAvailability.open(Configuration.of(settings));
        this.livenessPort = Integer.parseInt(settings.getOrDefault("high-availability.liveness.port", "0"));
    }

    static WritingContender start(Map<String, String> settings) {
        WritingContender contender = new WritingContender(settings);
        contender.services.leaderElection("main").start(contender);
        return contender;
    }

    @Override
    public void onGranted(Leadership leadership) {
        StateStore numbers = leadership.stateStore("numbers");
        found = numbers.read("last")
                .map(bytes -> Long.parseLong(new String(bytes, UTF_8)))
                .orElse(0L);
        granted.add(leadership);
        Thread writer = new Thread(() -> write(numbers), "writer-" + leadership.epoch());
        writer.setDaemon(true);
        writer.start();
    }

    private void write(StateStore numbers) {
        try {
            for (long next = found + 1; ; next++) {
                tried = next;
                numbers.put("last", Long.toString(next).getBytes(UTF_8));
                acknowledged = next;
                writes.incrementAndGet();
            }
        } catch (HaException e) {
            stopped = true;
        }
    }

    @Override
    public void onRevoked(Leadership leadership) {
        revoked.add(leadership);
    }

    boolean leads() {
        return granted.size() > revoked.size();
    }

    List<Leadership> granted() {
        return granted;
    }

    List<Leadership> revoked() {
        return revoked;
    }

    int livenessPort() {
        return livenessPort;
    }

    long found() {
        return found;
    }

    long tried() {
        return tried;
    }

    long acknowledged() {
        return acknowledged;
    }

    int writes() {
        return writes.get();
    }

    void awaitWrites(int number) {
        await().atMost(PATIENCE).until(() -> writes.get() >= number);
    }

    /** Until a write was refused. */
    void awaitStopped() {
        await().atMost(PATIENCE).until(() -> stopped);
    }

    @Override
    public void close() {
        services.close();
    }
}
