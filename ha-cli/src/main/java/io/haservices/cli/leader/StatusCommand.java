package io.haservices.cli.leader;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.HighAvailabilityServices;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.cluster.ElectionOption;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Everything at one glance. */
@Command(
        name = "status",
        description =
                "Shows the connection and all elections of the cluster (or one): epoch, leader, candidates, states.",
        footer = {"%nExit codes: 0 shown, 6 shown, but pointers are damaged."})
public final class StatusCommand implements Callable<Integer> {
    private static final Set<String> NUMBERS = Set.of("sessions", "session-timeout-ms", "pauses", "longest-pause-ms");

    private final Cluster cluster;

    @Mixin
    ElectionOption election;

    /** Over this cluster. */
    public StatusCommand(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        return cluster.call(this::show);
    }

    private int show(HighAvailabilityServices services) {
        Map<String, String> service = services.describe();
        List<ElectionView> elections = election.given().map(List::of).orElseGet(services::elections).stream()
                .map(name -> ElectionView.of(services, name))
                .toList();
        ObjectNode json = Console.object().put("cluster_id", services.clusterId());
        ObjectNode facts = json.putObject("service");
        service.forEach((key, value) -> put(facts, key, value));
        ArrayNode all = json.putArray("elections");
        elections.forEach(view -> view.put(all.addObject()));
        cluster.console().answer(json, out -> print(out, services.clusterId(), service, elections));
        return elections.stream().anyMatch(ElectionView::damaged) ? ExitCode.DAMAGED : ExitCode.DONE;
    }

    private static void put(ObjectNode facts, String key, String value) {
        if (NUMBERS.contains(key)) {
            facts.put(Console.field(key), Long.parseLong(value));
        } else {
            facts.put(Console.field(key), value);
        }
    }

    private void print(PrintStream out, String clusterId, Map<String, String> service, List<ElectionView> elections) {
        out.println("cluster " + clusterId);
        service.forEach((key, value) -> out.println("  " + key + ": " + value));
        if (elections.isEmpty()) {
            out.println("no election was ever started");
        }
        elections.forEach(view -> view.print(out, cluster.console()));
    }
}
