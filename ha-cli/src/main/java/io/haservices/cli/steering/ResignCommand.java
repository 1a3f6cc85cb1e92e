package io.haservices.cli.steering;

import io.haservices.HighAvailabilityServices;
import io.haservices.Succession;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.cluster.ElectionOption;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Has the leader give up; another candidate follows, or it leads again after a moment. */
@Command(
        name = "resign",
        description = "Has the leader give up; another candidate follows, or it leads again after a moment.",
        footer = {
            "%nExit codes: 0 the term has ended, 1 refused with the reason, 4 the leader is still ending its work, 5 no answer."
        })
public final class ResignCommand implements Callable<Integer> {
    private final Cluster cluster;

    @Mixin
    ElectionOption election;

    /** Over this cluster. */
    public ResignCommand(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        String of = election.name(cluster.console().surroundings());
        return cluster.call(services -> resign(services, of));
    }

    private int resign(HighAvailabilityServices services, String of) {
        Asking.note(cluster.console(), of, "give up");
        Succession ended =
                services.steering(of).resign(cluster.console().options().timeout());
        cluster.console()
                .answer(
                        Console.object()
                                .put("election", of)
                                .put("resigned", true)
                                .put("leader_id", ended.leaderId())
                                .put("epoch", ended.epoch()),
                        out -> out.println(ended.leaderId() + " has given up epoch " + ended.epoch() + " of election '"
                                + of + "'"));
        return ExitCode.DONE;
    }
}
