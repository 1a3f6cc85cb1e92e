package io.haservices.cli.fsck;

import io.haservices.check.CheckListener;
import io.haservices.check.CheckProgress;
import io.haservices.cli.console.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Shows on standard error how far a check is: in one line that is written over on a terminal, else only when asked for. */
final class ProgressLine implements CheckListener, AutoCloseable {
    private static final long ON_TERMINAL = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long IN_LOG = TimeUnit.SECONDS.toNanos(5);

    private final PrintStream err;
    private final boolean terminal;
    private final boolean shown;
    private final long begin = System.nanoTime();
    private long last = begin;
    private int width;

    ProgressLine(Console console) {
        this.err = console.surroundings().err();
        this.terminal = console.surroundings().errIsTerminal() && !console.verbose();
        this.shown = terminal || console.verbose();
    }

    /** What is done in no time is not shown at all. */
    @Override
    public synchronized void onProgress(CheckProgress progress) {
        long now = System.nanoTime();
        if (!shown || now - last < (terminal ? ON_TERMINAL : IN_LOG)) {
            return;
        }
        last = now;
        String text = progress.election() + ": " + progress.step().name().toLowerCase(Locale.ROOT)
                + (progress.total() == 0 ? "" : " " + progress.done() + " of " + progress.total())
                + (progress.bytes() == 0 ? "" : ", " + progress.bytes() / (1024 * 1024) + " MiB read");
        if (terminal) {
            err.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
            err.flush();
            width = text.length();
        } else {
            err.println("ha: " + text);
        }
    }

    /** Wipes the line. */
    @Override
    public synchronized void close() {
        if (width > 0) {
            err.print("\r" + " ".repeat(width) + "\r");
            err.flush();
            width = 0;
        }
    }
}
