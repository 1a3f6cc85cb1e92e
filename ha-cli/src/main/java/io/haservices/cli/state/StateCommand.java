package io.haservices.cli.state;

import io.haservices.cli.cluster.Cluster;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The states of an election, by store and name. */
@Command(
        name = "state",
        description = "Saves and reads states of an election.",
        footer = {
            "%nExamples:",
            "  ha state put jobs nightly plan.json      beneath 'ha run': fenced by its term",
            "  ha state put jobs nightly --epoch 7 <plan.json",
            "  ha state get jobs nightly --out plan.json",
            "  ha state ls jobs -o json"
        })
public final class StateCommand implements Runnable {
    @Spec
    CommandSpec spec;

    /** With all subcommands. */
    public static CommandLine line(Cluster cluster) {
        return new CommandLine(new StateCommand())
                .addSubcommand(new PutCommand(cluster))
                .addSubcommand(new GetCommand(cluster))
                .addSubcommand(new ListCommand(cluster))
                .addSubcommand(new RemoveCommand(cluster));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a subcommand is missing: put, get, ls or rm");
    }
}
