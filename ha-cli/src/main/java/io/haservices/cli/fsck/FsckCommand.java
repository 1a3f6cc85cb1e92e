package io.haservices.cli.fsck;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.HighAvailabilityServices;
import io.haservices.check.CheckListener;
import io.haservices.check.CheckOptions;
import io.haservices.check.CheckReport;
import io.haservices.check.OriginFinding;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import io.haservices.cli.console.Failure;
import io.haservices.cli.console.UsageException;
import io.haservices.errors.HaException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Compares the storage with the pointers, and repairs. */
@Command(
        name = "fsck",
        description =
                "Compares what lies in the storage with the pointers to it: finds what crashes left behind, and what"
                        + " is missing or damaged. Safe while leaders write. Changes nothing without --repair.",
        footer = {
            "%nExit codes: 0 clean, 1 all that was found is repaired, 4 something is left,",
            "  8 not everything could be checked; 2 usage or configuration.",
            "%nExamples:",
            "  ha fsck                   what would be repaired, in all elections",
            "  ha fsck --repair          remove garbage, quarantine what is damaged",
            "  ha fsck --quick -o json   for monitoring: does not read the bytes"
        })
public final class FsckCommand implements Callable<Integer> {
    private final Cluster cluster;

    @Mixin
    FsckOptions options;

    /** Over this cluster. */
    public FsckCommand(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        CheckOptions checked = options.checked();
        try {
            return cluster.call(services -> check(services, checked));
        } catch (HaException e) {
            return reported(e);
        }
    }

    private int reported(HaException error) {
        Failure failure = Failure.of(error);
        return new Failure(
                        failure.code() == ExitCode.USAGE ? ExitCode.USAGE : Verdict.ERROR.code(),
                        failure.type(),
                        failure.message(),
                        error)
                .report(cluster.console());
    }

    private int check(HighAvailabilityServices services, CheckOptions checked) {
        List<CheckReport> reports = new ArrayList<>();
        Map<String, HaException> failed = new LinkedHashMap<>();
        try (ProgressLine progress = new ProgressLine(cluster.console())) {
            for (String name : elections(services)) {
                try {
                    reports.add(services.check(name, checked, progress));
                } catch (HaException e) {
                    // The other elections may be well.
                    failed.put(name, e);
                }
            }
        }
        Verdict verdict = Verdict.of(reports, !failed.isEmpty());
        answer(reports, failed, verdict);
        failed.forEach((name, error) ->
                cluster.console().note("election '" + name + "' could not be checked: " + error.getMessage()));
        return verdict.code();
    }

    private List<String> elections(HighAvailabilityServices services) {
        List<String> all = services.storedElections();
        List<String> chosen = options.election().map(List::of).orElse(all);
        if (!all.containsAll(chosen)) {
            throw new UsageException("there is no election '" + chosen.get(0)
                    + "': it was never started, and nothing of it lies in the storage.");
        }
        options.origin()
                .ifPresent(origin -> chosen.forEach(name -> {
                    if (services.status(name).origin().equals(origin)) {
                        throw new UsageException("refused: '" + origin + "' is the current origin of election '" + name
                                + "'; its blobs are in use. Nothing was changed.");
                    }
                }));
        options.origin().ifPresent(origin -> requireKnown(services, origin, chosen));
        return chosen;
    }

    /** A mistyped origin must neither look clean nor let the rest of a repair begin. */
    private static void requireKnown(HighAvailabilityServices services, String origin, List<String> elections) {
        Set<String> known = new TreeSet<>();
        for (String name : elections) {
            try {
                services.check(name, CheckOptions.look().quick(), CheckListener.NONE).otherOrigins().stream()
                        .map(OriginFinding::origin)
                        .forEach(known::add);
            } catch (HaException e) {
                // It may be here, and the check itself says what is wrong.
                return;
            }
        }
        if (!known.contains(origin)) {
            throw new UsageException("nothing of origin '" + origin + "' was found. "
                    + (known.isEmpty()
                            ? "There is no other origin than the current one"
                            : "The other origins are: " + String.join(", ", known))
                    + ". Nothing was changed.");
        }
    }

    private void answer(List<CheckReport> reports, Map<String, HaException> failed, Verdict verdict) {
        ObjectNode json = Console.object()
                .put("result", verdict.toString())
                .put("repair", options.repair)
                .put("quick", options.quick);
        ArrayNode elections = json.putArray("elections");
        reports.forEach(report -> FsckJson.put(elections.addObject(), report));
        ArrayNode errors = json.putArray("errors");
        failed.forEach((name, error) -> errors.addObject().put("election", name).put("message", error.getMessage()));
        FsckText text = new FsckText(cluster.console(), options.quick);
        cluster.console().answer(json, out -> {
            reports.forEach(report -> text.print(out, report));
            text.summarize(out, reports, verdict, options.repair);
        });
    }
}
