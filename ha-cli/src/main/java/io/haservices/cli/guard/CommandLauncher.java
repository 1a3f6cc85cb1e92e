package io.haservices.cli.guard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts the command as a child of this process, with its standard streams, as leader of a new session. */
final class CommandLauncher {
    private static final int LOOKS = 10_000;
    // What setsid, like a shell, answers when it cannot become the command.
    private static final Set<Integer> DID_NOT_BECOME = Set.of(126, 127);

    private String setsid = "";
    private @Nullable Process child;

    /** {@link Message.Started}, but still to become the command, or {@link Message.NotStarted}. */
    Message start(Message.Launch launch) {
        Optional<Message.NotStarted> problem = Programs.problem(launch.command());
        if (problem.isPresent()) {
            return problem.get();
        }
        String name = launch.command().get(0);
        try {
            setsid = Programs.setsid();
            List<String> command = new ArrayList<>(List.of(setsid, "--"));
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
        for (int look = 0; look < LOOKS; look++) {
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

    /** Waits until the child has become the command; false if it ended instead. */
    boolean becomesTheCommand(Process process) throws InterruptedException {
        for (int look = 0; look < LOOKS; look++) {
            String words = ProcessEntry.commandLine(process.pid());
            if (!words.isEmpty() && !words.startsWith(setsid + "\0--\0")) {
                return true;
            }
            if (process.waitFor(1, TimeUnit.MILLISECONDS)) {
                // A short command may come and go between two looks.
                return !DID_NOT_BECOME.contains(process.exitValue());
            }
        }
        return true;
    }

    Optional<Process> child() {
        return Optional.ofNullable(child);
    }
}
