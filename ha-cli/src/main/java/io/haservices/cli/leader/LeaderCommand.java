package io.haservices.cli.leader;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.ElectionStatus;
import io.haservices.HighAvailabilityServices;
import io.haservices.LeaderInfo;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.cluster.ElectionOption;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says who leads. */
@Command(
        name = "leader",
        description = "Shows who leads an election.",
        footer = {
            "%nExit codes: 0 somebody leads, 1 nobody.",
            "%nExamples:",
            "  ha leader -o json | jq -r .leader.address",
            "  ha leader --watch -o json      one line a change, until interrupted"
        })
public final class LeaderCommand implements Callable<Integer> {
    private final Cluster cluster;

    @Mixin
    ElectionOption election;

    @Option(names = "--watch", description = "Go on and print one line for each change, also when nobody leads.")
    boolean watch;

    /** Over this cluster. */
    public LeaderCommand(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        String of = election.name(cluster.console().surroundings());
        return cluster.call(services -> watch ? watch(services, of) : once(services, of));
    }

    private int once(HighAvailabilityServices services, String of) {
        ElectionStatus status = services.status(of);
        Optional<LeaderInfo> leader = status.leader();
        cluster.console().answer(SteeringView.put(json(of, leader), status.steering()), out -> {
            out.println(line(of, leader));
            SteeringView.print(out, cluster.console(), status.steering());
        });
        return leader.isPresent() ? ExitCode.DONE : ExitCode.NEGATIVE;
    }

    private int watch(HighAvailabilityServices services, String of) {
        try (LeaderWatch following = new LeaderWatch(services.leaderRetrieval(of))) {
            // Ends with an error only: the reader has gone, or the service refuses.
            while (true) {
                print(cluster.console(), of, following.next());
            }
        }
    }

    private static void print(Console console, String of, Optional<LeaderInfo> leader) {
        console.answer(json(of, leader), out -> out.println(line(of, leader)));
    }

    private static ObjectNode json(String of, Optional<LeaderInfo> leader) {
        return LeaderJson.put(Console.object().put("election", of), leader);
    }

    private static String line(String of, Optional<LeaderInfo> leader) {
        return leader.map(LeaderJson::line).orElse("nobody leads election '" + of + "'");
    }
}
