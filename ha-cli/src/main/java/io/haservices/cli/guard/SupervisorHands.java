package io.haservices.cli.guard;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What a supervisor does; signals only when it had to take over from its guard. */
final class SupervisorHands implements Loop.Hands {
    // A guard that was killed while it started the command leaves a child that may not be the command yet.
    private static final long SEARCH = Duration.ofSeconds(2).toNanos();

    private final GuardProcess guard;
    private final SignalShell shell;
    private final String mark;
    private final Consumer<Message.Listening> whenListening;
    private final LongConsumer whenStarted;
    private final Consumer<CommandEnd> whenEnded;
    private @Nullable CommandSession session;
    private @Nullable Long searchingSince;

    /** @param mark an environment variable that the command is started with, as NAME=VALUE */
    SupervisorHands(
            GuardProcess guard,
            SignalShell shell,
            String mark,
            Consumer<Message.Listening> whenListening,
            LongConsumer whenStarted,
            Consumer<CommandEnd> whenEnded) {
        this.guard = guard;
        this.shell = shell;
        this.mark = mark;
        this.whenListening = whenListening;
        this.whenStarted = whenStarted;
        this.whenEnded = whenEnded;
    }

    @Override
    public void perform(Action action, Consumer<Event> outcomes) {
        if (action instanceof Action.Tell tell) {
            guard.link().send(tell.message());
        } else if (action instanceof Action.Watch watch) {
            session = new CommandSession(watch.pid());
            whenStarted.accept(watch.pid());
        } else if (action instanceof Action.Signal signal && session != null) {
            session.signal(signal.name(), shell);
        } else if (action instanceof Action.Listening listening) {
            whenListening.accept(listening.outcome());
        } else if (action instanceof Action.DropGuard) {
            guard.process().destroyForcibly();
        } else if (action instanceof Action.Finish finish) {
            whenEnded.accept(finish.end());
        }
    }

    @Override
    public boolean sessionIsEmpty() {
        return session == null ? searchedInVain() : session.isEmpty();
    }

    private boolean searchedInVain() {
        if (searchingSince == null) {
            searchingSince = System.nanoTime();
        }
        for (ProcessEntry entry : ProcessEntry.all()) {
            if (entry.alive() && entry.wasStartedWith(mark)) {
                // It has run for some milliseconds at most: there is nothing to end in order.
                ProcessHandle.of(entry.pid()).ifPresent(ProcessHandle::destroyForcibly);
                if (entry.session() == entry.pid()) {
                    session = new CommandSession(entry.pid());
                    return false;
                }
            }
        }
        return System.nanoTime() - searchingSince > SEARCH;
    }
}
