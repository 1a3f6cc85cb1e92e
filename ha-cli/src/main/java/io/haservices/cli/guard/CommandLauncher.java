package io.haservices.cli.guard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts the command as a child of this process, with its standard streams, as leader of a new session. */
final class CommandLauncher {
    private static final int LOOKS_FOR_SESSION = 10_000;

    private @Nullable Process child;

    /** {@link Message.Started} or {@link Message.NotStarted}. */
    Message start(Message.Launch launch) {
        Optional<Message.NotStarted> problem = Programs.problem(launch.command());
        if (problem.isPresent()) {
            return problem.get();
        }
        String name = launch.command().get(0);
        try {
            List<String> command = new ArrayList<>(List.of(Programs.setsid(), "--"));
            command.addAll(launch.command());
            ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
            builder.environment().putAll(launch.environment());
            Process process = builder.start();
            child = process;
            return leadsItsSession(process)
                    ? new Message.Started(process.pid())
                    : Programs.notExecutable(name, "it did not become a session of its own");
        } catch (IOException | InterruptedException | GuardException e) {
            return Programs.notExecutable(name, String.valueOf(e.getMessage()));
        }
    }

    // Until setsid has run, a signal to the session would reach nobody.
    private static boolean leadsItsSession(Process process) throws InterruptedException {
        for (int look = 0; look < LOOKS_FOR_SESSION; look++) {
            Optional<ProcessEntry> entry = ProcessEntry.of(process.pid());
            if (entry.isEmpty()
                    || entry.get().session() == process.pid()
                    || process.waitFor(1, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        process.destroyForcibly();
        return false;
    }

    Optional<Process> child() {
        return Optional.ofNullable(child);
    }
}
