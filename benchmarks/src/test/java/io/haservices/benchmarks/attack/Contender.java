package io.haservices.benchmarks.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.haservices.testkit.proxy.FaultProxy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One of the contenders: a process, one after another when it is killed, behind proxies of its own. */
final class Contender implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    /** What it is started with. */
    record Orders(Map<String, String> settings, String mode, long zero, Path logs, WallClock clock) {}

    private final int number;
    private final Orders orders;
    private final History history;
    private final List<FaultProxy> proxies = new ArrayList<>();
    private int runs;
    private @Nullable Process process;
    private @Nullable Thread reader;
    private @Nullable Process pauseGuard;

    Contender(int number, Cluster cluster, Orders orders, History history) {
        this.number = number;
        this.history = history;
        for (int node = 1; node <= Cluster.NODES; node++) {
            proxies.add(FaultProxy.to(cluster.clientAddress(node)).start());
        }
        Map<String, String> settings = new HashMap<>(orders.settings());
        settings.putAll(
                cluster.settings(proxies.stream().map(FaultProxy::address).toList(), Battlefield.SESSION));
        this.orders = new Orders(settings, orders.mode(), orders.zero(), orders.logs(), orders.clock());
    }

    /** This contender in its present run. */
    synchronized String client() {
        return "c" + number + "." + runs;
    }

    List<FaultProxy> proxies() {
        return proxies;
    }

    synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    synchronized void start() {
        runs++;
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
                "-Dorg.slf4j.simpleLogger.log.io.haservices=info",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                AttackedMain.class.getName(),
                client(),
                orders.mode(),
                Long.toString(orders.zero())));
        orders.settings().forEach((key, value) -> words.add(key + "=" + value));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectError(orders.logs().resolve(client() + ".log").toFile());
        orders.clock().applyTo(builder, number);
        try {
            Process started = builder.start();
            String client = client();
            Thread listening = new Thread(() -> read(started, client), "contender-" + client);
            listening.setDaemon(true);
            listening.start();
            process = started;
            reader = listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Process from, String client) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(from.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                history.heard(client, line);
            }
        } catch (IOException e) {
            // Its end.
        }
    }

    synchronized long pid() {
        return running().pid();
    }

    /** {@code kill -9}; returns when the process is gone and all that it said was heard. */
    synchronized void kill() {
        long now = System.nanoTime();
        Process dying = running();
        dying.destroyForcibly();
        awaitEnd(dying);
        history.died(client(), now);
    }

    /** In good order. */
    synchronized void end() {
        tell(AttackedMain.END);
        Process ending = running();
        try {
            if (!ending.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(client() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        awaitEnd(ending);
        history.left(client(), System.nanoTime());
    }

    private void awaitEnd(Process ending) {
        try {
            ending.waitFor();
            if (reader != null) {
                reader.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        letGo();
        process = null;
    }

    /** Sends a line to its input. */
    synchronized void tell(String line) {
        try {
            running().getOutputStream().write((line + "\n").getBytes(UTF_8));
            running().getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(client() + " does not listen", e);
        }
    }

    /** SIGSTOP. Who is stopped cannot see that its input ends, so somebody kills it when this JVM dies. */
    synchronized void pause() {
        try {
            pauseGuard = new ProcessBuilder("sh", "-c", "read line; kill -KILL " + pid()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Commands.run("sh", "-c", "kill -STOP " + pid());
    }

    synchronized void resume() {
        Commands.run("sh", "-c", "kill -CONT " + pid());
        letGo();
    }

    private void letGo() {
        if (pauseGuard != null) {
            pauseGuard.destroyForcibly();
            pauseGuard = null;
        }
    }

    private Process running() {
        Process current = process;
        if (current == null || !current.isAlive()) {
            throw new AssertionError(client() + " does not run; its log is in " + orders.logs());
        }
        return current;
    }

    @Override
    public synchronized void close() {
        letGo();
        if (process != null) {
            process.destroyForcibly();
        }
        proxies.forEach(FaultProxy::close);
    }
}
