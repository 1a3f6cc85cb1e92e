package io.haservices.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** One unpacked tarball, used through a symbolic link; the folder behind it has a space in its name. Ends what it started. */
final class Unpacked implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Path base;
    private final Path home;

    private Unpacked(Path base, Path home) {
        this.base = base;
        this.home = home;
    }

    static Unpacked fresh() throws IOException {
        Path base = Path.of("target", "it", ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet())
                .toAbsolutePath();
        Path folder = Files.createDirectories(base.resolve("a folder"));
        String tarball = System.getProperty("ha.test.distribution.tarball", "");
        Command.run(List.of("tar", "-xzf", tarball, "-C", folder.toString()), Map.of(), "")
                .expect(0);
        try (Stream<Path> unpacked = Files.list(folder)) {
            List<Path> folders = unpacked.toList();
            if (folders.size() != 1) {
                throw new AssertionError("the tarball must unpack to one folder, not to " + folders);
            }
            Path link = Files.createSymbolicLink(base.resolve("ha link"), folders.get(0));
            return new Unpacked(base, link);
        }
    }

    Path home() {
        return home;
    }

    /** A place beside the unpacked folder. */
    Path beside(String name) {
        return base.resolve(name);
    }

    String bin(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    Ran ha(String... arguments) {
        return haWith(Map.of(), "", arguments);
    }

    Ran haWith(Map<String, String> environment, String input, String... arguments) {
        List<String> words = new ArrayList<>(List.of(bin("ha")));
        words.addAll(List.of(arguments));
        return Command.run(words, environment, input);
    }

    /** Replaces values of the shipped {@code conf/ha.yaml}, or adds them, as a user would with an editor. */
    void configure(Map<String, String> values) throws IOException {
        Path file = home.resolve("conf/ha.yaml");
        List<String> lines = new ArrayList<>(Files.readAllLines(file, UTF_8));
        values.forEach((key, value) -> {
            lines.removeIf(line -> line.startsWith(key + ":"));
            lines.add(key + ": " + value);
        });
        Files.write(file, lines, UTF_8);
    }

    /** Puts this client jar into {@code lib/} and the one that was there into {@code opt/}: how a user chooses. */
    void useClient(String line) throws IOException {
        for (Path jar : clientJars("lib")) {
            Files.move(jar, home.resolve("opt").resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        for (Path jar : clientJars("opt")) {
            if (jar.getFileName().toString().contains("-client-" + line)) {
                Files.move(jar, home.resolve("lib").resolve(jar.getFileName()));
            }
        }
    }

    List<Path> clientJars(String folder) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(folder))) {
            return files.filter(file -> file.getFileName().toString().startsWith("ha-zookeeper-client-"))
                    .sorted()
                    .toList();
        }
    }

    /** Processes of this unpacked folder that run, whoever started them. */
    List<ProcessHandle> running() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> commandLine(process.pid()).contains(base.toString()))
                .toList();
    }

    static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        running().forEach(ProcessHandle::destroyForcibly);
        Command.run(List.of("rm", "-rf", base.toString()), Map.of(), "").expect(0);
    }
}
