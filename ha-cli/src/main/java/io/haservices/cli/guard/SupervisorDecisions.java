package io.haservices.cli.guard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the supervisor does: passes wishes to the guard, and ends the command itself when the guard is dead or does not answer, counted
 * from the latest deadline that the guard has acknowledged.
 */
final class SupervisorDecisions implements Decisions {
    private static final long LOOK_AGAIN = Duration.ofMillis(20).toNanos();
    private static final long IDLE = Duration.ofMinutes(1).toNanos();

    private @Nullable StepDown stepDown;
    private @Nullable GuardWatch watch;
    private long grace;
    private boolean inCharge;
    private boolean finished;

    private CommandEnd.@Nullable Cause cause;
    private String detail = "";
    private OptionalInt exitCode = OptionalInt.empty();

    @Override
    public List<Action> on(Event event, long now) {
        List<Action> actions = new ArrayList<>();
        if (finished) {
            return actions;
        }
        if (event instanceof Event.Told told) {
            told(told.message(), now, actions);
        } else if (event instanceof Event.Asked asked) {
            asked(asked.message(), now, actions);
        } else if (event instanceof Event.Disconnected) {
            takeOver(CommandEnd.Cause.GUARD_LOST, "the guard process died", now, actions);
        } else if (event instanceof Event.Emptied) {
            finish(actions);
        } else if (event instanceof Event.Tick) {
            tick(now, actions);
        }
        return actions;
    }

    private void told(Message message, long now, List<Action> actions) {
        if (message instanceof Message.NotStarted not) {
            exitCode = OptionalInt.of(not.exitCode());
            ended(CommandEnd.Cause.NOT_STARTED, not.reason());
            finish(actions);
        } else if (message instanceof Message.Exited exited) {
            exitCode = OptionalInt.of(exited.exitCode());
            ended(CommandEnd.Cause.EXITED, "");
        } else if (message instanceof Message.Gone) {
            finish(actions);
        } else if (message instanceof Message.Listening listening) {
            actions.add(new Action.Listening(listening));
        } else if (stepDown != null && watch != null) {
            answered(message, now, stepDown, watch, actions);
        }
    }

    private void answered(Message message, long now, StepDown times, GuardWatch guard, List<Action> actions) {
        if (message instanceof Message.Started started) {
            guard.started();
            actions.add(new Action.Watch(started.pid()));
        } else if (message instanceof Message.Held extension) {
            guard.held(extension.deadline());
            times.extend(extension.deadline());
        } else if (message instanceof Message.SteppingDown stepping) {
            guard.steppingDown(now);
            ended(stepping.cause(), stepping.reason());
        }
    }

    private void asked(Message message, long now, List<Action> actions) {
        if (inCharge) {
            if (message instanceof Message.Forward forward) {
                actions.add(new Action.Signal(forward.signal()));
            }
            return;
        }
        actions.add(new Action.Tell(message));
        if (message instanceof Message.Launch launch) {
            stepDown = new StepDown(launch.deadline(), launch.grace(), GuardDecisions.RESERVE);
            watch = new GuardWatch(launch, now);
            grace = launch.grace().toNanos();
        } else if (message instanceof Message.Extend && watch != null) {
            watch.extend(now);
        } else if (message instanceof Message.Stop && watch != null) {
            watch.stop(now);
        } else if (message instanceof Message.Stop stop) {
            ended(CommandEnd.Cause.STOPPED, stop.reason());
            finish(actions);
        }
    }

    private void tick(long now, List<Action> actions) {
        if (stepDown == null || watch == null) {
            return;
        }
        if (!inCharge && now - watch.takeOverAt(stepDown) >= 0) {
            boolean silent = watch.owesAnAnswer();
            takeOver(
                    silent ? CommandEnd.Cause.GUARD_LOST : CommandEnd.Cause.DEADLINE,
                    silent ? "the guard process did not answer" : GuardDecisions.NOT_RENEWED,
                    now,
                    actions);
        }
        if (inCharge && stepDown.due(now) == StepDown.Due.KILL) {
            actions.add(new Action.Signal("KILL"));
        }
    }

    private void takeOver(CommandEnd.Cause why, String reason, long now, List<Action> actions) {
        ended(why, reason);
        if (stepDown == null || watch == null) {
            finish(actions);
            return;
        }
        inCharge = true;
        actions.add(new Action.DropGuard());
        if (watch.hadItsGrace(now)) {
            // TERM was sent long ago, so KILL is due at once.
            stepDown.begin(now - grace);
        } else if (stepDown.begin(now)) {
            actions.add(new Action.Signal("TERM"));
            actions.add(new Action.Signal("CONT"));
        }
    }

    static CommandEnd end(Message.NotStarted not) {
        return new CommandEnd(CommandEnd.Cause.NOT_STARTED, OptionalInt.of(not.exitCode()), not.reason());
    }

    // The first cause is the true one: what comes later follows from it.
    private void ended(CommandEnd.Cause why, String reason) {
        if (cause == null) {
            cause = why;
            detail = reason;
        }
    }

    private void finish(List<Action> actions) {
        finished = true;
        CommandEnd.Cause known = cause == null ? CommandEnd.Cause.GUARD_LOST : cause;
        actions.add(new Action.Finish(new CommandEnd(known, exitCode, detail)));
    }

    @Override
    public long wakeAt(long now) {
        if (stepDown == null || watch == null) {
            return now + IDLE;
        }
        return inCharge ? GuardWatch.earlier(now + LOOK_AGAIN, stepDown.wakeAt()) : watch.takeOverAt(stepDown);
    }

    @Override
    public boolean ending() {
        return inCharge;
    }

    @Override
    public boolean finished() {
        return finished;
    }
}
