package io.haservices.cli.guard;

/** What a guard or its supervisor does next. */
sealed interface Action {

    record Tell(Message message) implements Action {}

    /** Listens for those who stand by, who ask whether the leader lives; how it went comes back as {@link Event.Endpoint}. */
    record Listen(String host, int port) implements Action {}

    /** What they are answered. */
    record Hold(String term, boolean held) implements Action {}

    /** Tells where the guard listens. */
    record Listening(Message.Listening outcome) implements Action {}

    /** Starts the command; how it went and later how it ended comes back as {@link Event.Child}. */
    record Start(Message.Launch launch) implements Action {}

    /** Remembers which session the command leads. */
    record Watch(long pid) implements Action {}

    /** Sends a signal to every process group of the command's session. */
    record Signal(String name) implements Action {}

    /** From here on the guard's hidden second line of defence (see {@link SignalShell}) must not wait. */
    record Hasten() implements Action {}

    /** Kills a guard that no longer answers. */
    record DropGuard() implements Action {}

    /** The last action: tells the end to whoever waits for it. */
    record Finish(CommandEnd end) implements Action {}
}
