package io.haservices.benchmarks.attack;

import static org.awaitility.Awaitility.await;

import io.haservices.benchmarks.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;

/** Servers, contenders and storage, and what the contenders have written down. */
final class Battlefield implements AutoCloseable {
    static final Duration SESSION = Duration.ofSeconds(2);
    static final int CONTENDERS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** How soon after the last fault there is a leader, and everybody knows it. */
    private static final Duration CONVERGENCE = Duration.ofSeconds(30);

    private static final int SMALL_ZOOKEEPER = 48;
    /** Its log alone takes twice 64 MiB. */
    private static final int SMALL_ETCD = 192;

    private final Path folder;
    private final Random random;
    private final History history = new History();
    private final Storage storage;
    private final WallClock clock;
    private final Optional<SmallDisk> smallDisk;
    private final Cluster cluster;
    private final List<Contender> contenders = new ArrayList<>();
    private int traces;

    private Battlefield(
            Service service, String mode, Path folder, Random random, Optional<SmallDisk> smallDisk, Cluster cluster) {
        this.folder = folder;
        this.random = random;
        storage = Storage.in(folder);
        clock = WallClock.in(folder);
        this.smallDisk = smallDisk;
        this.cluster = cluster;
        Path logs = logs(service, mode);
        Map<String, String> settings = new HashMap<>();
        settings.put("high-availability.cluster-id", "attacked");
        settings.put("high-availability.storageDir", storage.uri());
        settings.put("high-availability.tolerate-suspended-connections", "true");
        settings.put("high-availability.request-timeout", "3 s");
        settings.put("high-availability.cleanup.delay", "2 s");
        settings.put("high-availability.cleanup.interval", "5 s");
        settings.put("high-availability.liveness.bind-address", "127.0.0.1");
        Contender.Orders orders = new Contender.Orders(settings, mode, System.nanoTime(), logs, clock);
        for (int number = 1; number <= CONTENDERS; number++) {
            contenders.add(new Contender(number, cluster, orders, history));
        }
    }

    /** With all processes running, and a leader that works. */
    static Battlefield open(Service service, String mode, Path folder, Random random) {
        Optional<SmallDisk> smallDisk = SmallDisk.in(folder, service == Service.ETCD ? SMALL_ETCD : SMALL_ZOOKEEPER);
        Cluster cluster;
        try {
            cluster = Cluster.start(service, smallDisk.map(SmallDisk::data));
        } catch (RuntimeException | Error e) {
            smallDisk.ifPresent(SmallDisk::close);
            throw e;
        }
        Battlefield field = new Battlefield(service, mode, folder, random, smallDisk, cluster);
        try {
            field.contenders.forEach(Contender::start);
            field.awaitWork();
            await("all follow")
                    .atMost(PATIENCE)
                    .until(() -> field.history.told().size() == CONTENDERS);
            return field;
        } catch (RuntimeException | Error e) {
            field.close();
            throw e;
        }
    }

    private static Path logs(Service service, String mode) {
        Path logs = Path.of(System.getProperty("ha.attack.results", "target/attack"))
                .resolve("logs-" + service + "-" + mode);
        try {
            return Files.createDirectories(logs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    History history() {
        return history;
    }

    Random random() {
        return random;
    }

    Cluster cluster() {
        return cluster;
    }

    Storage storage() {
        return storage;
    }

    WallClock clock() {
        return clock;
    }

    Optional<SmallDisk> smallDisk() {
        return smallDisk;
    }

    List<Contender> contenders() {
        return contenders;
    }

    int numberOf(Contender contender) {
        return contenders.indexOf(contender) + 1;
    }

    /** A file for the log of a tool. */
    Path newTrace() {
        traces++;
        return folder.resolve("trace-" + traces);
    }

    /** Any node but this one. */
    int otherThan(int node) {
        return 1 + (node - 1 + 1 + random.nextInt(Cluster.NODES - 1)) % Cluster.NODES;
    }

    int anyNode() {
        return 1 + random.nextInt(Cluster.NODES);
    }

    /** The contender that leads; waits for one. */
    Contender leading() {
        return await("a contender leads")
                .atMost(PATIENCE)
                .until(this::reigning, Optional::isPresent)
                .orElseThrow();
    }

    private Optional<Contender> reigning() {
        return history.reigning()
                .flatMap(term -> contenders.stream()
                        .filter(contender -> contender.client().equals(term.client()))
                        .findFirst());
    }

    /** Until a write that began after this moment is acknowledged. */
    void awaitWork() {
        long now = System.nanoTime();
        try {
            await("a leader that works").atMost(PATIENCE).until(() -> history.hasWriteAfter(now));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "nobody works after " + PATIENCE + "; leading: " + history.reigning() + "\n" + serverLogs(), e);
        }
    }

    /** Starts what does not run, and waits until all servers serve. */
    void restore() {
        for (int node = 1; node <= Cluster.NODES; node++) {
            if (!cluster.isRunning(node)) {
                // What died by itself is not expected to have ended.
                cluster.kill(node);
                cluster.start(node);
            }
        }
        cluster.awaitReady();
        contenders.stream().filter(contender -> !contender.isRunning()).forEach(Contender::start);
    }

    /** Until one leads and all contenders know it, and all that was ever written has been read by it. How long the first took. */
    Duration converge() {
        long begin = System.nanoTime();
        await("one leader, and all know it").atMost(CONVERGENCE).until(this::agree);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        await("the leader has read everything").atMost(PATIENCE).until(this::audited);
        return took;
    }

    private boolean agree() {
        return history.reigning()
                .filter(term -> history.oneReigns()
                        && history.told().size() == CONTENDERS
                        && history.told().values().stream()
                                .allMatch(told -> told.epoch() == term.epoch() && told.ready()))
                .isPresent();
    }

    private boolean audited() {
        long begin = System.nanoTime();
        Contender leader = leading();
        String client = leader.client();
        leader.tell(AttackedMain.AUDIT);
        try {
            await().atMost(PATIENCE.dividedBy(3))
                    .until(() -> history.audits().stream()
                            .anyMatch(audit -> audit.client().equals(client)
                                    && audit.at() > begin
                                    && audit.failed() == 0
                                    && audit.read() > 0));
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /** All contenders end in good order. */
    void endContenders() {
        contenders.forEach(Contender::end);
    }

    private String serverLogs() {
        return String.join(
                "\n",
                IntStream.rangeClosed(1, Cluster.NODES)
                        .mapToObj(node -> "--- node " + node + "\n" + cluster.logTail(node))
                        .toList());
    }

    @Override
    public void close() {
        contenders.forEach(Contender::close);
        cluster.close();
        smallDisk.ifPresent(SmallDisk::close);
    }
}
