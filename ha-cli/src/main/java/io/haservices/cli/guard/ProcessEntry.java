package io.haservices.cli.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A line of the kernel's process table. */
record ProcessEntry(long pid, char state, long group, long session, int threads) {
    private static final Path PROC = Path.of("/proc");

    /** A zombie is dead, unless only its main thread has ended; nobody may ever reap it, as in a container without an init. */
    boolean alive() {
        return state != 'X' && (state != 'Z' || threads > 1);
    }

    static List<ProcessEntry> all() {
        List<ProcessEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path directory : directories) {
                read(directory).ifPresent(entries::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new IllegalStateException("cannot list " + PROC, e);
        }
        // Without file descriptors nothing can be read, which must not look as if nothing were there.
        long own = ProcessHandle.current().pid();
        if (entries.stream().noneMatch(entry -> entry.pid() == own)) {
            throw new IllegalStateException("cannot read " + PROC + ": not even this process is found in it");
        }
        return entries;
    }

    static Optional<ProcessEntry> of(long pid) {
        return read(PROC.resolve(Long.toString(pid)));
    }

    /** Whether it was started with this variable; false also if that is not ours to read. */
    boolean wasStartedWith(String variable) {
        try {
            String environment = Files.readString(PROC.resolve(pid + "/environ"), ISO_8859_1);
            return ('\0' + environment).contains('\0' + variable + '\0');
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }

    /** Its command line, each word followed by a zero byte; empty for a zombie. */
    static String commandLine(long pid) {
        try {
            return Files.readString(PROC.resolve(pid + "/cmdline"), ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private static Optional<ProcessEntry> read(Path directory) {
        try {
            return Optional.of(parse(Files.readString(directory.resolve("stat"), ISO_8859_1)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** The name in parentheses may itself hold blanks and parentheses. */
    static ProcessEntry parse(String stat) {
        long pid = Long.parseLong(stat.substring(0, stat.indexOf(' ')));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new ProcessEntry(
                pid,
                fields[0].charAt(0),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Integer.parseInt(fields[17]));
    }
}
