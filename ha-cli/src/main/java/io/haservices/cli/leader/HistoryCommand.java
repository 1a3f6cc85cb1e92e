package io.haservices.cli.leader;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.HighAvailabilityServices;
import io.haservices.PastTerm;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.cluster.ElectionOption;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import io.haservices.cli.console.TextTable;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Who led when, and why that ended. */
@Command(
        name = "history",
        description =
                "Shows the latest terms of an election, oldest first: who led, from when to when, and why it ended.",
        footer = {"%nExit codes: 0 shown, also when there were none."})
public final class HistoryCommand implements Callable<Integer> {
    private final Cluster cluster;

    @Mixin
    ElectionOption election;

    /** Over this cluster. */
    public HistoryCommand(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        String of = election.name(cluster.console().surroundings());
        return cluster.call(services -> show(services, of));
    }

    private int show(HighAvailabilityServices services, String of) {
        List<PastTerm> terms = services.history(of);
        ObjectNode json = Console.object().put("election", of);
        ArrayNode all = json.putArray("terms");
        terms.forEach(term -> all.addObject()
                .put("epoch", term.epoch())
                .put("leader_id", term.leaderId())
                .put("began", term.began().toString())
                .put("ended", term.ended().map(Instant::toString).orElse(null))
                .put("reason", term.reason().isEmpty() ? null : term.reason())
                .put("detail", term.detail()));
        cluster.console().answer(json, out -> print(out, of, terms));
        return ExitCode.DONE;
    }

    private static void print(PrintStream out, String of, List<PastTerm> terms) {
        if (terms.isEmpty()) {
            out.println("no term of election '" + of + "' is recorded");
            return;
        }
        TextTable table = new TextTable("EPOCH", "LEADER", "BEGAN", "ENDED", "REASON", "");
        terms.forEach(term -> table.row(
                term.epoch(),
                term.leaderId(),
                term.began(),
                term.ended().map(Instant::toString).orElse("-"),
                term.reason().isEmpty() ? "-" : term.reason(),
                term.detail()));
        table.print(out);
    }
}
