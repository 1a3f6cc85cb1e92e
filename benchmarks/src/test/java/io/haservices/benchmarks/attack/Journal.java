package io.haservices.benchmarks.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a contender sees, a line each on its standard output: in the pipe it outlives the process. Moments are those of {@link System#nanoTime()}, which all processes of
 * a Linux machine share. {@link History} reads it.
 */
final class Journal {
    static final String NOTHING = "-";
    static final String GRANTED = "granted";
    static final String REVOKED = "revoked";
    static final String LEADER = "leader";
    static final String COUNTED = "counted";
    static final String CLOCK = "clock";
    static final String AUDITED = "audited";
    static final String INVOKED = "invoked";
    static final String RETURNED = "returned";
    static final String WRITE = "write";
    static final String READ = "read";
    /** By one who need not be the leader. */
    static final String GLANCE = "glance";

    static final String OK = "ok";
    static final String FAILED = "failed";
    static final String UNKNOWN = "unknown";
    /** A read that ended when leadership may have been over: it says nothing. */
    static final String VOID = "void";

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final AtomicLong operations = new AtomicLong();

    void granted(long epoch) {
        line(GRANTED, System.nanoTime(), epoch);
    }

    void revoked(long epoch, String reason) {
        line(REVOKED, System.nanoTime(), epoch, reason);
    }

    /** Whom a follower was told. */
    void leader(long epoch, String id, boolean ready) {
        line(LEADER, System.nanoTime(), epoch, id, ready);
    }

    void counted(long value) {
        line(COUNTED, System.nanoTime(), value);
    }

    void clock(long millis) {
        line(CLOCK, System.nanoTime(), millis);
    }

    void audited(int read, int failed) {
        line(AUDITED, System.nanoTime(), read, failed);
    }

    /** Before an operation begins; the number by which its end is told. */
    long invoked(String kind, String key, String value, long epoch) {
        long operation = operations.incrementAndGet();
        line(INVOKED, System.nanoTime(), operation, kind, key, value, epoch);
        return operation;
    }

    void returned(long operation, long at, String outcome, Optional<String> value, String why) {
        line(RETURNED, at, operation, outcome, value.orElse(NOTHING), why);
    }

    private synchronized void line(Object... words) {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            String text = word.toString();
            line.append(text.isEmpty() ? NOTHING : text.replace(' ', '_')).append(' ');
        }
        try {
            // One write a line: none is torn by a signal.
            out.write(line.append('\n').toString().getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
