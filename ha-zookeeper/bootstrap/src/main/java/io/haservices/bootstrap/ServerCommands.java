package io.haservices.bootstrap;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The commands for one server of this machine. */
final class ServerCommands {
    private final Layout layout;
    private final ZooCfg cfg;
    private final Server server;
    private final PrintStream out;

    ServerCommands(Layout layout, ZooCfg cfg, Peer peer, Map<String, String> environment, PrintStream out) {
        this.layout = layout;
        this.cfg = cfg;
        this.server = new Server(layout, cfg, peer, environment);
        this.out = out;
    }

    int execute(String action, Duration limit) {
        return switch (action) {
            case "start" -> start(limit);
            case Main.FOREGROUND -> foregroundCommand();
            case "stop" -> stop();
            case "status" -> status();
            default ->
                throw BootstrapException.configuration("'" + action
                        + "' is no command: start, start-foreground, stop or status, then the number of a server.");
        };
    }

    private int start(Duration limit) {
        boolean started = server.start();
        ServerAnswer answer = new Readiness(layout, cfg, limit, out).one(server);
        out.println(server.name()
                + (started ? " runs on " : " is running already on ")
                + server.clientAddress()
                + pid()
                + state(
                        answer,
                        ", waits for a quorum: too few of the " + cfg.peers().size() + " servers run"));
        return ExitCode.DONE;
    }

    private static String state(ServerAnswer answer, String withoutQuorum) {
        return answer.mode()
                .map(name -> ", serves as " + name)
                .orElse(answer.isClosed() ? "," + ServerAnswer.CLOSED : withoutQuorum);
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
        Optional<ServerAnswer> answer = ServerAnswer.ask(server.clientAddress());
        out.println(server.name() + " runs on " + server.clientAddress() + pid()
                + answer.map(given -> state(given, ", but serves nobody: there is no quorum"))
                        .orElse(", but does not answer there")
                + answer.flatMap(ServerAnswer::version)
                        .map(version -> ", version " + version)
                        .orElse(""));
        boolean up = answer.filter(given -> given.mode().isPresent() || given.isClosed())
                .isPresent();
        return up ? ExitCode.DONE : ExitCode.UNREACHABLE;
    }

    private String pid() {
        return server.process().map(process -> ", pid " + process.pid()).orElse("");
    }
}
