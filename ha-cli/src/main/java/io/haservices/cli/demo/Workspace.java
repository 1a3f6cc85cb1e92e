package io.haservices.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The temporary folder in which everything of one demo lies. */
final class Workspace {
    static final String SESSION_TIMEOUT = "6 s";
    private static final String NOTHING = "-";

    private final Path folder;

    private Workspace(Path folder) {
        this.folder = folder;
    }

    static Workspace create() throws IOException {
        Path folder = Files.createTempDirectory("ha-demo-");
        for (String part : List.of("conf", "server", "storage", "events", "logs", "tmp")) {
            Files.createDirectory(folder.resolve(part));
        }
        return new Workspace(folder);
    }

    Path folder() {
        return folder;
    }

    Path conf() {
        return folder.resolve("conf");
    }

    Path storage() {
        return folder.resolve("storage");
    }

    Path temporary() {
        return folder.resolve("tmp");
    }

    Path events(String contender) {
        return folder.resolve("events").resolve(contender + ".jsonl");
    }

    Path log(String process) {
        return folder.resolve("logs").resolve(process + ".log");
    }

    /** What the server keeps. */
    Path data() {
        return folder.resolve("server");
    }

    /** The argument of a server by which it learns what to clear away when nobody else did. */
    String toClear(boolean owned) {
        return owned ? folder.toString() : NOTHING;
    }

    /** Deletes what {@link #toClear} named. */
    static void clear(String named) {
        if (!named.equals(NOTHING)) {
            deleteWhenQuiet(Path.of(named));
        }
    }

    /** Writes a configuration file of the server and returns it. */
    Path writeServer(String name, List<String> lines) throws IOException {
        return Files.write(conf().resolve(name), lines);
    }

    /** Writes the configuration of all others. */
    void writeClients(DemoService service, int port) throws IOException {
        List<String> lines = new ArrayList<>(List.of("high-availability: " + service.name()));
        lines.addAll(service.clients(port));
        lines.addAll(List.of(
                "high-availability.tolerate-suspended-connections: true",
                "high-availability.cluster-id: demo",
                "high-availability.storageDir: " + storage().toUri()));
        Files.write(conf().resolve("ha.yaml"), lines);
    }

    /** Flips one bit in every stored blob. */
    void damageBlobs() throws IOException {
        try (Stream<Path> files = Files.walk(storage())) {
            for (Path blob : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(blob);
                bytes[bytes.length / 2] ^= 1;
                Files.write(blob, bytes);
            }
        }
    }

    void delete() {
        deleteWhenQuiet(folder);
    }

    /** Deletes a folder in which a process that is ending may still write something: for a while it tries again. */
    static void deleteWhenQuiet(Path folder) {
        for (int i = 0; i < 50 && Files.exists(folder); i++) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException | java.io.UncheckedIOException e) {
                try {
                    TimeUnit.MILLISECONDS.sleep(100);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }
}
