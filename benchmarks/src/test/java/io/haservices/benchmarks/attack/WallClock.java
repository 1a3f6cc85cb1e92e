package io.haservices.benchmarks.attack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Steps the wall clock of a contender while it runs, by a small library that is loaded before the C library; its monotonic clock goes on. */
final class WallClock {
    private final Path folder;
    private final @Nullable Path library;
    private final String why;

    private WallClock(Path folder, @Nullable Path library, String why) {
        this.folder = folder;
        this.library = library;
        this.why = why;
    }

    static WallClock in(Path folder) {
        if (!Commands.exists("gcc")) {
            return new WallClock(folder, null, "there is no gcc here to compile what steps a clock");
        }
        Path source = folder.resolve("wallclock.c");
        Path library = folder.resolve("wallclock.so");
        try (InputStream code =
                Objects.requireNonNull(WallClock.class.getResourceAsStream("wallclock.c"), "wallclock.c")) {
            Files.copy(code, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Commands.run("gcc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString());
            return new WallClock(folder, library, "");
        } catch (AssertionError e) {
            // A compiler without the headers of the C library, most probably.
            return new WallClock(folder, null, "gcc cannot compile what steps a clock: is libc6-dev installed?");
        }
    }

    /** Why it cannot be done here. */
    Optional<String> obstacle() {
        return library == null ? Optional.of(why) : Optional.empty();
    }

    /** Lets the clock of a process that is about to be started be set later. */
    void applyTo(ProcessBuilder builder, int contender) {
        if (library != null) {
            set(contender, Duration.ZERO);
            builder.environment().put("LD_PRELOAD", library.toString());
            builder.environment().put("WALLCLOCK_FILE", file(contender).toString());
        }
    }

    /** How far it is to be ahead of the true one from now on. */
    void set(int contender, Duration ahead) {
        byte[] seconds = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(ahead.toSeconds())
                .array();
        try {
            // Without truncating it: the process has it mapped.
            Files.write(file(contender), seconds, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(int contender) {
        return folder.resolve("clock-" + contender);
    }
}
