package io.haservices.cli.info;

import io.haservices.cli.cluster.Cluster;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The configuration. */
@Command(
        name = "config",
        description = "Checks and shows the configuration.",
        footer = {
            "%nExamples:",
            "  ha config validate                all problems at once, then tries to connect",
            "  ha config validate --offline --conf /etc/ha",
            "  ha config show                    which value holds, and where it was written",
            "  ha config options | less          every option with type, default and meaning"
        })
public final class ConfigCommand implements Runnable {
    @Spec
    CommandSpec spec;

    /** With all subcommands. */
    public static CommandLine line(Cluster cluster) {
        return new CommandLine(new ConfigCommand())
                .addSubcommand(new ValidateCommand(cluster))
                .addSubcommand(new ShowCommand(cluster))
                .addSubcommand(new OptionsCommand(cluster));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a subcommand is missing: validate, show or options");
    }
}
