package io.haservices.cli.guard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the guard does: starts one command when told, and ends its whole session before the deadline, or at once when alone. */
final class GuardDecisions implements Decisions {
    /** What is left of the time before the deadline when KILL is sent: for a busy machine, and for looking whether it worked. */
    static final Duration RESERVE = Duration.ofSeconds(1);

    static final String NOT_RENEWED = "no renewal came in time before the deadline";

    private static final long LOOK_AGAIN = Duration.ofMillis(20).toNanos();
    private static final long IDLE = Duration.ofMinutes(1).toNanos();

    private @Nullable StepDown stepDown;
    private boolean exited;
    private boolean emptied;
    private boolean finished;

    @Override
    public List<Action> on(Event event, long now) {
        List<Action> actions = new ArrayList<>();
        if (finished) {
            return actions;
        }
        if (event instanceof Event.Told told) {
            told(told.message(), now, actions);
        } else if (event instanceof Event.Asked asked && asked.message() instanceof Message.Stop stop) {
            begin(CommandEnd.Cause.GUARD_LOST, stop.reason(), now, actions);
        } else if (event instanceof Event.Disconnected) {
            begin(CommandEnd.Cause.STOPPED, "the supervisor is gone", now, actions);
        } else if (event instanceof Event.Child child) {
            child(child.outcome(), actions);
        } else if (event instanceof Event.Endpoint endpoint) {
            actions.add(new Action.Tell(endpoint.outcome()));
        } else if (event instanceof Event.Emptied) {
            emptied = true;
        } else if (event instanceof Event.Tick) {
            tick(now, actions);
        }
        if (exited && emptied) {
            actions.add(new Action.Tell(new Message.Gone()));
            finish(actions);
        }
        return actions;
    }

    private void told(Message message, long now, List<Action> actions) {
        if (message instanceof Message.Clock) {
            actions.add(new Action.Tell(new Message.Clock(now)));
        } else if (message instanceof Message.Launch launch && stepDown == null) {
            launch(launch, now, actions);
        } else if (message instanceof Message.Extend extend && stepDown != null && !stepDown.begun()) {
            stepDown.extend(extend.deadline());
            actions.add(new Action.Tell(new Message.Held(extend.deadline())));
        } else if (message instanceof Message.Forward forward && stepDown != null) {
            actions.add(new Action.Signal(forward.signal()));
        } else if (message instanceof Message.Listen listen) {
            actions.add(new Action.Listen(listen.host(), listen.port()));
        } else if (message instanceof Message.Hold hold) {
            actions.add(new Action.Hold(hold.term(), hold.held()));
        } else if (message instanceof Message.Stop stop) {
            begin(CommandEnd.Cause.STOPPED, stop.reason(), now, actions);
        }
    }

    private void launch(Message.Launch launch, long now, List<Action> actions) {
        stepDown = new StepDown(launch.deadline(), launch.grace(), RESERVE);
        if (now - stepDown.wakeAt() < 0) {
            actions.add(new Action.Start(launch));
        } else {
            actions.add(new Action.Tell(new Message.SteppingDown(
                    CommandEnd.Cause.DEADLINE, "the deadline was too near to start the command at all")));
            actions.add(new Action.Tell(new Message.Gone()));
            finish(actions);
        }
    }

    private void child(Message outcome, List<Action> actions) {
        actions.add(new Action.Tell(outcome));
        if (outcome instanceof Message.NotStarted) {
            finish(actions);
        } else if (outcome instanceof Message.Exited) {
            exited = true;
        }
    }

    private void tick(long now, List<Action> actions) {
        if (stepDown == null) {
            return;
        }
        if (exited && !stepDown.begun()) {
            begin(CommandEnd.Cause.EXITED, "the command ended and left processes behind", now, actions);
            return;
        }
        StepDown.Due due = stepDown.due(now);
        if (due == StepDown.Due.TERM) {
            terminate(CommandEnd.Cause.DEADLINE, NOT_RENEWED, actions);
        } else if (due == StepDown.Due.KILL) {
            actions.add(new Action.Signal("KILL"));
        }
    }

    private void begin(CommandEnd.Cause cause, String reason, long now, List<Action> actions) {
        if (stepDown == null) {
            finish(actions);
        } else if (stepDown.begin(now)) {
            terminate(cause, reason, actions);
        }
    }

    private static void terminate(CommandEnd.Cause cause, String reason, List<Action> actions) {
        actions.add(new Action.Hasten());
        actions.add(new Action.Tell(new Message.SteppingDown(cause, reason)));
        actions.add(new Action.Signal("TERM"));
        // A stopped process acts on TERM only when it goes on.
        actions.add(new Action.Signal("CONT"));
    }

    private void finish(List<Action> actions) {
        finished = true;
        actions.add(new Action.Finish(CommandEnd.of(CommandEnd.Cause.EXITED, "")));
    }

    @Override
    public long wakeAt(long now) {
        if (stepDown == null) {
            return now + IDLE;
        }
        long due = stepDown.wakeAt();
        return exited && now + LOOK_AGAIN - due < 0 ? now + LOOK_AGAIN : due;
    }

    @Override
    public boolean ending() {
        return exited && !emptied;
    }

    @Override
    public boolean finished() {
        return finished;
    }
}
