package io.haservices.cli.fsck;

import io.haservices.check.CheckReport;
import io.haservices.check.Finding;
import io.haservices.check.OriginFinding;
import io.haservices.check.Treatment;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.Style;
import io.haservices.cli.console.TextTable;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/** A report for people. */
final class FsckText {
    /** What needs no more words than its name. */
    private static final Set<Finding.Kind> PLAIN = Set.of(Finding.Kind.GARBAGE, Finding.Kind.INCOMPLETE);

    private final Console console;
    private final boolean quick;

    FsckText(Console console, boolean quick) {
        this.console = console;
        this.quick = quick;
    }

    void print(PrintStream out, CheckReport report) {
        out.println(console.styled(Style.BOLD, "election " + report.election()) + ", epoch " + report.epoch()
                + (report.origin().isEmpty() ? ", no epoch entry" : ", origin " + report.origin())
                + (report.removed() ? ", removed" : ""));
        out.println("  " + report.states() + " states"
                + (quick ? ", bytes not read" : ", " + report.bytesRead() + " bytes verified")
                + "; of the current term, unnamed and left alone: " + report.underWay() + " blobs, "
                + report.incompleteUnderWay() + " incomplete writes");
        if (!report.findings().isEmpty()) {
            TextTable table = new TextTable("FOUND", "DONE", "WHAT");
            report.findings()
                    .forEach(finding -> table.row(
                            FsckJson.word(finding.kind()), FsckJson.word(finding.treatment()), finding.subject()));
            table.print(out);
            report.findings().stream()
                    .filter(finding -> !PLAIN.contains(finding.kind()) || isUnrepaired(finding))
                    .forEach(finding -> out.println("- " + finding.subject() + ": " + finding.detail()
                            + (finding.location().isEmpty() || finding.detail().contains(finding.location())
                                    ? ""
                                    : " (" + finding.location() + ")")));
        }
        report.otherOrigins().forEach(origin -> print(out, origin));
    }

    /** That removing it failed is in its detail. */
    private static boolean isUnrepaired(Finding finding) {
        return finding.treatment() == Treatment.LEFT && finding.detail().contains("Removing failed");
    }

    private static void print(PrintStream out, OriginFinding origin) {
        out.println("  other origin " + origin.origin() + ": " + origin.blobs() + " blobs"
                + (origin.bytes().isPresent() ? " of " + origin.bytes().getAsLong() + " bytes" : "")
                + (origin.blobs() > 0 ? ", epochs " + origin.lowestEpoch() + " to " + origin.highestEpoch() : "")
                + ", " + origin.incomplete() + " incomplete writes: " + FsckJson.word(origin.treatment()));
        out.println("  " + origin.detail());
    }

    void summarize(PrintStream out, List<CheckReport> reports, Verdict verdict, boolean repairing) {
        long left = count(reports, Treatment.LEFT);
        long removed = count(reports, Treatment.REMOVED);
        long quarantined = count(reports, Treatment.QUARANTINED);
        long kept = count(reports, Treatment.KEPT);
        String text = reports.size() + " elections: " + left + " left, " + removed + " removed, " + quarantined
                + " quarantined, " + kept + " kept in quarantine."
                + (left > 0 && !repairing ? " 'ha fsck --repair' repairs what can be repaired." : "");
        out.println(console.styled(
                        verdict == Verdict.LEFT || verdict == Verdict.ERROR ? Style.RED : Style.GREEN, verdict + ":")
                + " " + text);
    }

    private static long count(List<CheckReport> reports, Treatment treatment) {
        return reports.stream()
                .mapToLong(report -> report.findings().stream()
                                .filter(finding -> finding.treatment() == treatment)
                                .count()
                        + report.otherOrigins().stream()
                                .filter(origin -> origin.treatment() == treatment)
                                .count())
                .sum();
    }
}
