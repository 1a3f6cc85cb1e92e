package io.haservices.bootstrap;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Which process is the server. A number alone is no proof, for numbers are used again: the process must have the server's mark. */
record PidFile(DataFolder data) {
    private static final Duration BETWEEN_PROGRAMS = Duration.ofSeconds(2);

    void write(long pid) {
        try {
            Files.writeString(data.pidFile(), pid + "\n");
        } catch (IOException e) {
            throw BootstrapException.configuration("cannot write " + data.pidFile() + ": " + e);
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(data.pidFile());
        } catch (IOException e) {
            throw BootstrapException.configuration("cannot remove " + data.pidFile() + ": " + e);
        }
    }

    /** The running server, if it runs. */
    Optional<ProcessHandle> process() {
        return pid().flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive).filter(this::isTheServer);
    }

    private Optional<Long> pid() {
        if (!Files.exists(data.pidFile())) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(data.pidFile()).strip();
            // Cut off by a crash while it was written: nothing was started yet.
            return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
        } catch (IOException e) {
            throw BootstrapException.configuration("cannot read " + data.pidFile() + ": " + e);
        }
    }

    private boolean isTheServer(ProcessHandle process) {
        long begin = System.nanoTime();
        List<String> words = words(process);
        // A process that has ended and that its parent has not asked about has none either.
        while (isBetweenPrograms(words)
                && process.isAlive()
                && !isZombie(process)
                && System.nanoTime() - begin < BETWEEN_PROGRAMS.toNanos()) {
            LockSupport.parkNanos(1_000_000);
            words = words(process);
        }
        return words.contains(ServerCommand.mark(data));
    }

    /** While one program hands over to the next, as {@code setsid} does to Java, a process has no command line. */
    private static boolean isBetweenPrograms(List<String> words) {
        return words.equals(List.of(""));
    }

    private static boolean isZombie(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            // The name of the program, in brackets, may hold anything.
            return stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException e) {
            return true;
        }
    }

    private static List<String> words(ProcessHandle process) {
        Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try (InputStream file = new FileInputStream(commandLine.toFile())) {
            // At one go: what two reads return may belong to two programs.
            byte[] bytes = new byte[64 * 1024];
            int read = file.read(bytes);
            return List.of(new String(bytes, 0, Math.max(0, read), StandardCharsets.UTF_8).split("\0"));
        } catch (IOException e) {
            // No such file system here, or the process has just ended.
            return List.of(process.info().arguments().orElseGet(() -> new String[0]));
        }
    }
}
