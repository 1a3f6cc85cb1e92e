package io.haservices.benchmarks.failover;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A {@link ContenderMain}, seen from the one who started it. */
final class Contender implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String FOLLOWING = "its death will be noticed at once";
    private static final int TAIL = 30;

    private final Process process;
    private final CompletableFuture<Long> granted = new CompletableFuture<>();
    private final CompletableFuture<Long> following = new CompletableFuture<>();
    private final CompletableFuture<Long> revoked = new CompletableFuture<>();
    private final Deque<String> tail = new ArrayDeque<>();

    private Contender(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "contender-output");
        reader.setDaemon(true);
        reader.start();
    }

    static Contender start(Map<String, String> settings) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dorg.slf4j.simpleLogger.log.io.haservices=info",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                ContenderMain.class.getName()));
        settings.forEach((key, value) -> words.add(key + "=" + value));
        try {
            return new Contender(
                    new ProcessBuilder(words).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard(line);
            }
        } catch (IOException e) {
            heard(e.toString());
        }
    }

    private synchronized void heard(String line) {
        tail.add(line);
        if (tail.size() > TAIL) {
            tail.remove();
        }
        if (line.startsWith(ContenderMain.GRANTED)) {
            granted.complete(nanosIn(line));
        } else if (line.startsWith(ContenderMain.REVOKED)) {
            revoked.complete(nanosIn(line));
        } else if (line.contains(FOLLOWING)) {
            following.complete(System.nanoTime());
        }
    }

    private static long nanosIn(String line) {
        return Long.parseLong(line.split(" ")[1]);
    }

    /** When it was first granted leadership. */
    long awaitGranted() {
        return await(granted, "granted", PATIENCE);
    }

    /** Returns when it would notice the death of the leader at once. */
    void awaitFollowing() {
        await(following, "following the leader", PATIENCE);
    }

    boolean wasGranted() {
        return granted.isDone();
    }

    boolean wasRevoked() {
        return revoked.isDone();
    }

    private synchronized String tail() {
        return String.join("\n", tail);
    }

    private long await(CompletableFuture<Long> moment, String what, Duration limit) {
        try {
            return moment.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError("not " + what + " within " + limit.toSeconds() + " s; it said:\n" + tail(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Kills it; gives the moment just before. */
    long kill() {
        long now = System.nanoTime();
        process.destroyForcibly();
        return now;
    }

    /** Sends STOP or CONT. */
    void signal(String name) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start();
            if (kill.waitFor() != 0) {
                throw new AssertionError("kill -" + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
