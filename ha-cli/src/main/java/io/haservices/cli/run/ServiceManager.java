package io.haservices.cli.run;

import io.haservices.cli.guard.GuardedCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * systemd, when it has started this process as a service of {@code Type=notify}: it is told when we stand by, how we are, and again and
 * again that we live. {@code systemd-notify} sends it, for Java has no datagrams over UNIX sockets. Does not block, but for {@link #close}.
 */
final class ServiceManager implements AutoCloseable {
    /** What systemd tells us and nobody else. */
    static final Set<String> VARIABLES = GuardedCommand.KEPT_FROM_COMMAND;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final boolean present;
    private final Consumer<String> problems;
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ha-run-notify");
        thread.setDaemon(true);
        return thread;
    });
    private boolean failed;

    private ServiceManager(boolean present, Consumer<String> problems) {
        this.present = present;
        this.problems = problems;
    }

    /** As this environment says; {@code problems} is told when systemd cannot be. */
    static ServiceManager of(Map<String, String> environment, Consumer<String> problems) {
        boolean present = !environment.getOrDefault("NOTIFY_SOCKET", "").isBlank();
        ServiceManager manager = new ServiceManager(present, problems);
        String owner = environment.getOrDefault("WATCHDOG_PID", "");
        if (owner.isBlank()
                || owner.equals(Long.toString(ProcessHandle.current().pid()))) {
            manager.feed(micros(environment.getOrDefault("WATCHDOG_USEC", "")));
        }
        return manager;
    }

    private static long micros(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    /** Twice within the time after which the watchdog bites. */
    private void feed(long micros) {
        if (present && micros > 0) {
            long half = Math.max(1, micros / 2);
            Future<?> unused =
                    sender.scheduleAtFixedRate(() -> send(List.of("WATCHDOG=1")), half, half, TimeUnit.MICROSECONDS);
        }
    }

    /** The service has started: it stands by. */
    void ready() {
        tell("READY=1");
    }

    /** What {@code systemctl status} shows. */
    void status(String words) {
        tell("STATUS=" + words.replace('\n', ' '));
    }

    private void tell(String... assignments) {
        if (present) {
            try {
                sender.execute(() -> send(Arrays.asList(assignments)));
            } catch (RejectedExecutionException closed) {
                // Nobody listens any more.
            }
        }
    }

    private void send(List<String> assignments) {
        List<String> command = new ArrayList<>(List.of("systemd-notify"));
        command.addAll(assignments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                problem("it did not end within " + PATIENCE.toSeconds() + " s");
            } else if (process.exitValue() != 0) {
                problem("it ended with exit code " + process.exitValue());
            }
        } catch (IOException e) {
            problem(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void problem(String what) {
        if (!failed) {
            failed = true;
            problems.accept("NOTIFY_SOCKET is set, but systemd could not be told by systemd-notify: " + what);
        }
    }

    /** Tells that the service ends, and waits some seconds until that is said. */
    @Override
    public void close() {
        tell("STOPPING=1");
        sender.shutdown();
        try {
            if (present && !sender.awaitTermination(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                sender.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
