package io.haservices.cli.guard;

import io.haservices.LivenessWitness;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One command that never outlives a deadline: a guard process owns it and ends its whole session (TERM, grace, KILL) before the latest
 * deadline that it was told, even if this JVM is stopped or killed. If the guard is, this JVM does the same.
 *
 * <p>The command has this process's standard streams; this process must not read from standard input. It runs in a session of its own,
 * so the terminal's signals reach only this process: pass them on with {@link #forward}.
 *
 * <p>If guard and JVM are killed in one instant, a shell that the guard keeps kills the command's group after the grace, without TERM.
 * Beyond reach are processes that leave the session (daemons), that belong to another user, or that hang in the kernel; guard, JVM and
 * shell all killed, or guard and JVM both stopped, in one instant; and a suspended machine, for the monotonic clock stands still then.
 *
 * <p>Every method may be called from any thread and, except {@link #standBy} and {@link #close}, none blocks.
 */
public final class GuardedCommand implements AutoCloseable {
    /** KILL goes out this long before the deadline at the latest, so stepping down starts at the deadline - grace - this. */
    public static final Duration RESERVE = GuardDecisions.RESERVE;

    /** What systemd tells this process alone: the command would speak in its name. */
    public static final Set<String> KEPT_FROM_COMMAND = Set.of("NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final GuardProcess guard;
    private final SignalShell shell;
    private final Loop loop;
    private final String markName = "HA_GUARD_ID";
    private final String mark = ProcessHandle.current().pid() + "-" + System.nanoTime();
    private final CompletableFuture<Message.Listening> listening = new CompletableFuture<>();
    private final CompletableFuture<Long> started = new CompletableFuture<>();
    private final CompletableFuture<CommandEnd> ended = new CompletableFuture<>();
    private volatile CommandEnd end = CommandEnd.of(CommandEnd.Cause.GUARD_LOST, "");
    private volatile Duration grace = Duration.ZERO;

    private GuardedCommand(GuardProcess guard, SignalShell shell) {
        this.guard = guard;
        this.shell = shell;
        SupervisorHands hands = new SupervisorHands(
                guard, shell, markName + "=" + mark, listening::complete, started::complete, decided -> end = decided);
        this.loop = new Loop(guard.link(), new SupervisorDecisions(), hands);
    }

    /**
     * Starts the guard, so that {@link #launch} later takes only as long as starting the command. Blocks for about half a second.
     *
     * @throws GuardException if this machine cannot run one; nothing is left behind
     */
    public static GuardedCommand standBy() {
        if (ProcessEntry.of(ProcessHandle.current().pid()).isEmpty()) {
            throw new GuardException("running a command under guard needs Linux with /proc mounted");
        }
        try {
            SignalShell shell = SignalShell.start();
            try {
                GuardedCommand command = new GuardedCommand(GuardProcess.start(), shell);
                Thread thread = new Thread(command::run, "ha-guard-supervisor");
                thread.setDaemon(true);
                thread.start();
                return command;
            } catch (IOException | RuntimeException e) {
                shell.close();
                throw e;
            }
        } catch (IOException e) {
            throw new GuardException("the guard process could not be started", e);
        }
    }

    /**
     * Says before standing by what {@link #launch} would say: the end of a command that is not found (exit code 127) or not executable
     * (126); empty if nothing speaks against it.
     */
    public static Optional<CommandEnd> problem(List<String> command) {
        return Programs.problem(command).map(SupervisorDecisions::end);
    }

    /**
     * Starts the command; once only. How it went is told by {@link #started()} and {@link #ended()}.
     *
     * @param environment added to this process's own environment
     * @param deadline a reading of {@link System#nanoTime()} at which nothing of the command may be alive any more
     * @param grace between TERM and KILL, not negative; if less than that and {@link #RESERVE} is left before the deadline, the command
     *     is not started
     */
    public void launch(List<String> command, Map<String, String> environment, long deadline, Duration grace) {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("a grace is not negative: " + grace);
        }
        Map<String, String> all = new HashMap<>(GuardProcess.environmentKeptFromGuard());
        all.putAll(environment);
        all.put(markName, mark);
        this.grace = grace;
        ask(new Message.Launch(deadline, grace, all, command));
    }

    /**
     * Lets the guard listen for those who stand by, who ask whether the leader lives: it does so until nothing of the command is alive, so
     * what they find says that of the command, too. Blocks until it listens.
     *
     * @param host the address to bind, or empty for all
     * @param port the port, or 0 for a free one
     * @throws GuardException if it cannot
     */
    public LivenessWitness witness(String host, int port) {
        ask(new Message.Listen(host, port));
        try {
            Message.Listening outcome = listening.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!outcome.problem().isEmpty()) {
                throw new GuardException(
                        "the guard cannot listen at '" + host + ":" + port + "': " + outcome.problem());
            }
            return new GuardWitness(outcome.port(), (term, held) -> ask(new Message.Hold(term, held)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GuardException("interrupted while the guard began to listen", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new GuardException("the guard does not answer", e);
        }
    }

    /** Moves the deadline; an earlier one than before is ignored, and so is any once stepping down has begun. */
    public void extend(long deadline) {
        ask(new Message.Extend(deadline));
    }

    /**
     * Sends a signal to the command's session.
     *
     * @param signal its name, like {@code INT}
     */
    public void forward(String signal) {
        if (!SignalShell.isSignalName(signal)) {
            throw new IllegalArgumentException("not the name of a signal, like TERM: '" + signal + "'");
        }
        ask(new Message.Forward(signal));
    }

    /** Ends the command: TERM now, KILL after the grace or a second before the deadline. Ends the guard if nothing was launched. */
    public void stop(String reason) {
        ask(new Message.Stop(reason));
    }

    /**
     * Completes with the command's process id, which is that of its session too, once it really runs; exceptionally with a
     * {@link GuardException} when it ended, or could not be started, before anybody saw it run: {@link #ended()} tells why.
     */
    public CompletionStage<Long> started() {
        // What others do when they hear of it must not keep the loop.
        return started.thenApplyAsync(pid -> pid);
    }

    /**
     * Completes when no process of the command's session is alive any more, on a thread of this class. It stays incomplete while one
     * cannot be killed (it hangs in the kernel, or belongs to another user). Exceptionally only after an internal error, when the guard has
     * ended the command and itself.
     */
    public CompletionStage<CommandEnd> ended() {
        return ended.minimalCompletionStage();
    }

    /** Ends the command if it still runs, and the guard; waits for it at most 10 s longer than the grace. Idempotent. */
    @Override
    public void close() {
        stop("closed");
        try {
            ended.get(grace.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
            awaitGuard(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException unended) {
            // Nothing more can be done here; ended() tells it.
        } finally {
            guard.process().destroyForcibly();
        }
    }

    long guardPid() {
        return guard.process().pid();
    }

    private void ask(Message message) {
        loop.post(new Event.Asked(message));
    }

    private void run() {
        try (shell;
                guard) {
            CommandSession.warmUp();
            loop.run();
        } catch (IOException | RuntimeException | Error broken) {
            // The link is closed by now, so the guard ends the command and then itself.
            awaitGuard(grace.plus(PATIENCE));
            ended.completeExceptionally(broken);
        }
        started.completeExceptionally(new GuardException("the command was not seen running: " + end.detail()));
        ended.complete(end);
    }

    private void awaitGuard(Duration limit) {
        try {
            guard.process().waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
