package io.haservices.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which process is the server. A number alone is no proof, for numbers are used again: the process must have the server's mark. */
record PidFile(DataFolder data) {
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
        return words(process).contains(ServerCommand.mark(data));
    }

    private static List<String> words(ProcessHandle process) {
        Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            return List.of(Files.readString(commandLine).split("\0"));
        } catch (IOException e) {
            // No such file system here, or the process has just ended.
            return List.of(process.info().arguments().orElseGet(() -> new String[0]));
        }
    }
}
