package io.haservices.benchmarks.many;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
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

/** A {@link MasterMain}, seen from the one who started it. */
final class Master implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int TAIL = 40;

    private final Process process;
    private final int elections;
    private final PrintStream input;
    private final CompletableFuture<Long> all = new CompletableFuture<>();
    private CompletableFuture<Figures> figures = new CompletableFuture<>();
    private final Deque<String> tail = new ArrayDeque<>();

    private Master(Process process, int elections) {
        this.process = process;
        this.elections = elections;
        this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "master-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * What a process said of itself.
     *
     * @param bytes of the heap for each election
     * @param threads now
     * @param mostThreads at any time
     * @param led how many elections
     */
    record Figures(long bytes, int threads, int mostThreads, int led) {}

    static Master start(int elections, String prefix, Map<String, String> settings) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                MasterMain.class.getName(),
                Integer.toString(elections),
                prefix));
        settings.forEach((key, value) -> words.add(key + "=" + value));
        try {
            return new Master(
                    new ProcessBuilder(words).redirectErrorStream(true).start(), elections);
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
        String[] words = line.split(" ");
        if (line.startsWith(MasterMain.GRANTED)) {
            if (Integer.parseInt(words[2]) == elections) {
                all.complete(Long.parseLong(words[1]));
            }
        } else if (line.startsWith(MasterMain.FIGURES)) {
            figures.complete(new Figures(
                    Long.parseLong(words[1]),
                    Integer.parseInt(words[2]),
                    Integer.parseInt(words[3]),
                    Integer.parseInt(words[4])));
        }
    }

    /** How long after this moment it was granted leadership of the last of its elections. */
    long awaitAllGranted(long since) {
        return await(all, "granted all") - since;
    }

    Figures figures() {
        CompletableFuture<Figures> answer = new CompletableFuture<>();
        synchronized (this) {
            figures = answer;
        }
        input.println("figures");
        return await(answer, "telling its figures");
    }

    /** Returns when it has had nothing to do for a moment. */
    void awaitQuiet() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Duration before = cpu();
        while (System.nanoTime() < end) {
            pause(Duration.ofSeconds(1));
            Duration now = cpu();
            if (now.minus(before).toMillis() < 60) {
                return;
            }
            before = now;
        }
        throw new AssertionError("it does not come to rest; it said:\n" + tail());
    }

    private Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElseThrow();
    }

    private void pause(Duration duration) {
        try {
            if (process.waitFor(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("it has ended; it said:\n" + tail());
            }
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

    /** Tells it to close its services; gives the moment just before. */
    long end() {
        long now = System.nanoTime();
        input.println("close");
        return now;
    }

    private synchronized String tail() {
        return String.join("\n", tail);
    }

    private <T> T await(CompletableFuture<T> answer, String what) {
        try {
            Object unused =
                    CompletableFuture.anyOf(answer, process.onExit()).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return answer.get(1, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError("not " + what + " within " + PATIENCE.toSeconds() + " s; it said:\n" + tail(), e);
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
