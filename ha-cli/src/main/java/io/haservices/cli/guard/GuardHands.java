package io.haservices.cli.guard;

import io.haservices.core.wiring.WitnessEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a guard does, in the process that is the command's parent. */
final class GuardHands implements Loop.Hands {
    private final Link link;
    private final SignalShell shell;
    private final CommandLauncher launcher = new CommandLauncher();
    private @Nullable WitnessEndpoint endpoint;

    GuardHands(Link link, SignalShell shell) {
        this.link = link;
        this.shell = shell;
    }

    @Override
    public void perform(Action action, Consumer<Event> outcomes) {
        if (action instanceof Action.Tell tell) {
            link.send(tell.message());
        } else if (action instanceof Action.Start start) {
            start(start.launch(), outcomes);
        } else if (action instanceof Action.Signal signal) {
            signal(signal.name());
        } else if (action instanceof Action.Hasten) {
            session().ifPresent(session -> shell.own(session.id(), Duration.ZERO));
        } else if (action instanceof Action.Listen listen) {
            outcomes.accept(new Event.Endpoint(listen(listen.host(), listen.port())));
        } else if (action instanceof Action.Hold hold && endpoint != null) {
            hold(endpoint, hold);
        } else if (action instanceof Action.Finish) {
            shell.disown();
        }
    }

    // Never closed: its end is that of this process, which comes after that of the command.
    private Message.Listening listen(String host, int port) {
        try {
            WitnessEndpoint opened = WitnessEndpoint.open(host, port);
            endpoint = opened;
            return new Message.Listening(opened.port(), "");
        } catch (IOException e) {
            return new Message.Listening(0, String.valueOf(e.getMessage()));
        }
    }

    private static void hold(WitnessEndpoint endpoint, Action.Hold hold) {
        if (hold.held()) {
            endpoint.hold(hold.term());
        } else {
            endpoint.drop(hold.term());
        }
    }

    private void start(Message.Launch launch, Consumer<Event> outcomes) {
        Message outcome = launcher.start(launch);
        if (outcome instanceof Message.Started started) {
            shell.own(started.pid(), launch.grace());
            Thread waiter =
                    new Thread(() -> follow(launcher.child().orElseThrow(), started, outcomes), "ha-guard-child");
            waiter.setDaemon(true);
            waiter.start();
        } else {
            outcomes.accept(new Event.Child(outcome));
        }
    }

    private void follow(Process child, Message.Started started, Consumer<Event> outcomes) {
        try {
            if (launcher.becomesTheCommand(child)) {
                outcomes.accept(new Event.Child(started));
            }
            outcomes.accept(new Event.Child(new Message.Exited(child.waitFor())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void signal(String name) {
        session().ifPresent(session -> session.signal(name, shell));
    }

    @Override
    public boolean sessionIsEmpty() {
        return session().map(CommandSession::isEmpty).orElse(true);
    }

    private Optional<CommandSession> session() {
        return launcher.child().map(child -> new CommandSession(child.pid()));
    }
}
