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
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** Where {@code bin/ha} begins. */
public final class Main {
    private final Console console;
    private final CommandLine line;

    Main(Surroundings surroundings) {
        GlobalOptions options = new GlobalOptions();
        this.console = new Console(surroundings, options);
        Cluster cluster = new Cluster(console);
        this.line = new CommandLine(new HaCommand(options))
                .addSubcommand(run(cluster))
                .addSubcommand(new LeaderCommand(cluster))
                .addSubcommand(new StatusCommand(cluster))
                .addSubcommand(new HistoryCommand(cluster))
                .addSubcommand(new TransferCommand(cluster))
                .addSubcommand(new ResignCommand(cluster))
                .addSubcommand(new PauseCommand(cluster))
                .addSubcommand(new ResumeCommand(cluster))
                .addSubcommand(StateCommand.line(cluster))
                .addSubcommand(new CounterCommand(cluster))
                .addSubcommand(new FsckCommand(cluster))
                .addSubcommand(ConfigCommand.line(cluster))
                .addSubcommand(ZooKeeperCommand.line(cluster))
                .addSubcommand(new VersionCommand(cluster))
                .addSubcommand(new CompletionCommand(console))
                .addSubcommand(new DemoCommand(console))
                .addSubcommand(new MasterCommand(cluster));
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
