package io.haservices.bootstrap;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/** The commands for one server of this machine. */
record ServerCommands(Server server, PrintStream out) {
    int execute(String action, Duration limit) {
        return switch (action) {
            case "start" -> start(limit);
            case "foreground-command" -> foregroundCommand();
            case "stop" -> stop();
            case "status" -> status();
            default ->
                throw BootstrapException.configuration("'" + action
                        + "' is no command: start, start-foreground, stop or status, then the number of a server.");
        };
    }

    private int start(Duration limit) {
        boolean started = server.start();
        server.awaitAnswer(limit);
        out.println(
                server.name() + (started ? " runs on " : " is running already on ") + server.clientAddress() + pid());
        return ExitCode.DONE;
    }

    /** The shell replaces itself by this command, so that signals reach the server: {@code ha.pid} is the number it will have. */
    private int foregroundCommand() {
        out.println(server.prepareForeground(Long.getLong("ha.pid", -1)).quoted());
        return ExitCode.DONE;
    }

    private int stop() {
        Optional<Long> stopped = server.stop();
        out.println(server.name() + stopped.map(pid -> " stopped, pid " + pid).orElse(" did not run"));
        return ExitCode.DONE;
    }

    private int status() {
        if (server.process().isEmpty()) {
            out.println(server.name() + " does not run");
            return ExitCode.NEGATIVE;
        }
        Optional<ServerAnswer> answer = server.answer();
        Optional<String> mode = answer.flatMap(ServerAnswer::mode);
        out.println(server.name() + " runs on " + server.clientAddress() + pid()
                + mode.map(name -> ", serves as " + name).orElse(", but serves nobody: there is no quorum")
                + answer.flatMap(ServerAnswer::version)
                        .map(version -> ", version " + version)
                        .orElse(""));
        return mode.isPresent() ? ExitCode.DONE : ExitCode.UNREACHABLE;
    }

    private String pid() {
        return server.process().map(process -> ", pid " + process.pid()).orElse("");
    }
}
