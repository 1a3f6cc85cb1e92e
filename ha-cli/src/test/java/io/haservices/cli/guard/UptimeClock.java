package io.haservices.cli.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Turns what a shell reads from /proc/uptime, to 10 ms, into readings of this JVM's monotonic clock, to the latest that it can be. */
final class UptimeClock {
    private static final long RESOLUTION = 10_000_000L;

    private final long offset;

    UptimeClock() throws IOException {
        String uptime = Files.readString(Path.of("/proc/uptime"));
        this.offset = System.nanoTime() - nanos(uptime.substring(0, uptime.indexOf(' ')));
    }

    long latest(String uptime) {
        return nanos(uptime) + offset + RESOLUTION;
    }

    private static long nanos(String uptime) {
        return Math.round(Double.parseDouble(uptime) * 1e9);
    }
}
