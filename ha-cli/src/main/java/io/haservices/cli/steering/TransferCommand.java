package io.haservices.cli.steering;

import io.haservices.HighAvailabilityServices;
import io.haservices.Succession;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.cluster.ElectionOption;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import io.haservices.cli.console.UsageException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Hands leadership over to a candidate that stands by, with no longer gap than any orderly end. */
@Command(
        name = "transfer",
        description = "Hands leadership over to a candidate that stands by, with no longer gap than any orderly end.",
        footer = {
            "%nUntil the new term ends, no leader hands over because of priorities.",
            "%nExit codes: 0 it leads, 1 refused with the reason, 4 the leader is still ending its work, 5 no answer."
        })
public final class TransferCommand implements Callable<Integer> {
    private final Cluster cluster;

    @Mixin
    ElectionOption election;

    @Option(
            names = "--to",
            paramLabel = "ID",
            description =
                    "The candidate: its high-availability.candidate-id, or the id of the contender as 'ha status' shows it;"
                            + " default: the one of highest priority.")
    @Nullable
    String to;

    /** Over this cluster. */
    public TransferCommand(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        String of = election.name(cluster.console().surroundings());
        Optional<String> target = Optional.ofNullable(to);
        if (target.filter(String::isBlank).isPresent()) {
            throw new UsageException("--to needs the id of a candidate; 'ha status' shows them");
        }
        return cluster.call(services -> transfer(services, of, target));
    }

    private int transfer(HighAvailabilityServices services, String of, Optional<String> target) {
        Asking.note(
                cluster.console(),
                of,
                "hand over" + target.map(id -> " to '" + id + "'").orElse(""));
        Succession begun = services.steering(of)
                .transfer(target, cluster.console().options().timeout());
        cluster.console()
                .answer(
                        Console.object()
                                .put("election", of)
                                .put("transferred", true)
                                .put("leader_id", begun.leaderId())
                                .put("epoch", begun.epoch()),
                        out -> out.println(
                                begun.leaderId() + " leads election '" + of + "' with epoch " + begun.epoch()));
        return ExitCode.DONE;
    }
}
