package io.haservices.cli.zookeeper;

import io.haservices.cli.cluster.Cluster;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The servers of ZooKeeper themselves, not what lies in them. */
@Command(
        name = "zookeeper",
        description = "Looks at the ZooKeeper servers of the configuration.",
        footer = {"%nExamples:", "  ha zookeeper status               mode, version, sessions and latency of each"})
public final class ZooKeeperCommand implements Runnable {
    @Spec
    CommandSpec spec;

    /** With all subcommands. */
    public static CommandLine line(Cluster cluster) {
        return new CommandLine(new ZooKeeperCommand()).addSubcommand(new ServersStatusCommand(cluster));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a subcommand is missing: status");
    }
}
