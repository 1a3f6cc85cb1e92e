package io.haservices.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.DurationConverter;
import io.haservices.cli.console.Failure;
import io.haservices.cli.console.GlobalOptions;
import io.haservices.cli.console.Surroundings;
import io.haservices.cli.demo.DemoCommand;
import io.haservices.cli.demo.LifeLine;
import io.haservices.cli.demo.MasterCommand;
import io.haservices.cli.fsck.FsckCommand;
import io.haservices.cli.info.CompletionCommand;
import io.haservices.cli.info.ConfigCommand;
import io.haservices.cli.info.VersionCommand;
import io.haservices.cli.leader.HistoryCommand;
import io.haservices.cli.leader.LeaderCommand;
import io.haservices.cli.leader.StatusCommand;
import io.haservices.cli.run.RunCommand;
import io.haservices.cli.state.CounterCommand;
import io.haservices.cli.state.StateCommand;
import io.haservices.cli.steering.PauseCommand;
import io.haservices.cli.steering.ResignCommand;
import io.haservices.cli.steering.ResumeCommand;
import io.haservices.cli.steering.TransferCommand;
import io.haservices.cli.zookeeper.ZooKeeperCommand;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** Where {@code bin/ha} begins. */
public final class Main {
    private final Console console;
    private final Surroundings surroundings;
    private final Map<String, Supplier<Object>> commands;
    private final CommandLine line;

    Main(Surroundings surroundings) {
        GlobalOptions options = new GlobalOptions();
        this.console = new Console(surroundings, options);
        Cluster cluster = new Cluster(console);
        this.line = new CommandLine(new HaCommand(options));
        this.commands = commands(cluster);
        this.surroundings = surroundings;
    }

    private Map<String, Supplier<Object>> commands(Cluster cluster) {
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put("run", () -> run(cluster));
        all.put("leader", () -> new LeaderCommand(cluster));
        all.put("status", () -> new StatusCommand(cluster));
        all.put("history", () -> new HistoryCommand(cluster));
        all.put("transfer", () -> new TransferCommand(cluster));
        all.put("resign", () -> new ResignCommand(cluster));
        all.put("pause", () -> new PauseCommand(cluster));
        all.put("resume", () -> new ResumeCommand(cluster));
        all.put("state", () -> StateCommand.line(cluster));
        all.put("counter", () -> new CounterCommand(cluster));
        all.put("fsck", () -> new FsckCommand(cluster));
        all.put("config", () -> ConfigCommand.line(cluster));
        all.put("zookeeper", () -> ZooKeeperCommand.line(cluster));
        all.put("version", () -> new VersionCommand(cluster));
        all.put("completion", () -> new CompletionCommand(console));
        all.put("demo", () -> new DemoCommand(console));
        all.put("demo-master", () -> new MasterCommand(cluster));
        return all;
    }

    /** Only the command that is asked for, if one is: looking at the annotations of all takes longer than many a command. */
    private void add(List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        // What completes the others has to know them.
        boolean alone = commands.containsKey(first) && !first.equals("completion");
        commands.entrySet().stream()
                .filter(command -> !alone || command.getKey().equals(first))
                .forEach(command ->
                        line.addSubcommand(command.getKey(), command.getValue().get()));
        line.registerConverter(Duration.class, new DurationConverter())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setOut(new PrintWriter(surroundings.out(), true, UTF_8))
                .setErr(new PrintWriter(surroundings.err(), true, UTF_8))
                .setParameterExceptionHandler(new UsageErrors(console))
                .setExecutionStrategy(parsed -> {
                    Logs.adjust(console.verbose());
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setExecutionExceptionHandler(
                        (error, command, parsed) -> Failure.of(error).report(console));
    }

    // What follows the first word of the command belongs to it, also without '--'.
    private static CommandLine run(Cluster cluster) {
        return new CommandLine(new RunCommand(cluster)).setStopAtPositional(true);
    }

    /** Runs one command and returns its exit code. */
    int run(String... arguments) {
        try {
            add(List.of(arguments));
            boolean plain = List.of(arguments).contains("--no-color");
            line.setColorScheme(Help.defaultColorScheme(console.colours() && !plain ? Help.Ansi.ON : Help.Ansi.OFF));
            return line.execute(arguments);
        } catch (Throwable fault) {
            return Failure.of(fault).report(console);
        }
    }

    /** Runs the command line and ends the process. */
    public static void main(String[] arguments) {
        LifeLine.holdWhenAsked();
        System.exit(new Main(Surroundings.ofProcess()).run(arguments));
    }
}
