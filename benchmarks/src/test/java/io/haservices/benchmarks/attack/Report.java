package io.haservices.benchmarks.attack;

import io.haservices.benchmarks.Service;
import io.haservices.benchmarks.attack.Campaign.Round;
import io.haservices.benchmarks.attack.Verdict.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What was done and seen, fault by fault, as a table. */
final class Report {
    private static final double NANOS = 1e9;
    private static final String HEAD =
            "| fault | rounds | writes | reads | glances | unknown | refused or failed | terms"
                    + " | longest without a leader | longest without a write | violations |\n"
                    + "|---|---|---|---|---|---|---|---|---|---|---|\n";

    private final List<Operation> operations;
    private final List<Term> terms;
    private final Campaign campaign;
    private final Verdict verdict;
    private final List<Violation> violations;
    private final Duration convergence;

    Report(History history, Campaign campaign, Verdict verdict, List<Violation> violations, Duration convergence) {
        this.operations = history.operations();
        this.terms = history.terms().stream()
                .sorted(Comparator.comparingLong(Term::epoch))
                .toList();
        this.campaign = campaign;
        this.verdict = verdict;
        this.violations = violations;
        this.convergence = convergence;
    }

    long writes() {
        return count(operations, Operation::isAcknowledgedWrite);
    }

    long reads() {
        return count(operations, Operation::isLeadersRead);
    }

    long glances() {
        return count(operations, operation -> operation.isGlance() && operation.isOk());
    }

    long refused() {
        return operations.stream()
                .filter(operation -> operation.isWrite()
                        && operation.outcome().equals(Journal.FAILED)
                        && (operation.why().equals("StaleEpochException")
                                || operation.why().equals("LeadershipLostException")))
                .count();
    }

    int terms() {
        return terms.size();
    }

    String summary() {
        return String.format(
                Locale.ROOT,
                "%d rounds of %d faults, %d writes, %d reads, %d glances, %d unknown, %d refused, %d terms; a leader worked"
                        + " %.1f s after the end of a fault at the latest, and all agreed %.1f s after the last; %d violations",
                campaign.rounds().size(),
                campaign.rounds().stream().map(Round::fault).distinct().count(),
                writes(),
                reads(),
                glances(),
                count(operations, Operation::isUnknownWrite),
                refused(),
                terms(),
                campaign.rounds().stream()
                                .mapToLong(round -> round.over() - round.mended())
                                .max()
                                .orElse(0)
                        / NANOS,
                convergence.toNanos() / NANOS,
                violations.size());
    }

    Path write(Service service, long seed) throws IOException {
        StringBuilder text = new StringBuilder("### " + service + "\n\n");
        text.append("Seed ")
                .append(seed)
                .append(": ")
                .append(summary())
                .append(".\n\n")
                .append(HEAD);
        Map<String, List<Round>> byFault = campaign.rounds().stream()
                .collect(Collectors.groupingBy(Round::fault, TreeMap::new, Collectors.toList()));
        byFault.forEach((fault, rounds) -> text.append(row(fault, rounds)));
        campaign.obstacles()
                .forEach((fault, why) -> text.append("| ")
                        .append(fault)
                        .append(" | not run: ")
                        .append(why)
                        .append(" |\n"));
        violations.stream()
                .limit(20)
                .forEach(violation -> text.append("\n- ")
                        .append(violation.rule())
                        .append(": ")
                        .append(violation.text()));
        Path results = Files.createDirectories(Path.of(System.getProperty("ha.attack.results", "target/attack")));
        return Files.writeString(results.resolve(service + ".md"), text.append('\n'));
    }

    /** All that was done, for who looks for the cause of a violation. */
    Path writeHistory(Service service) throws IOException {
        Path results = Files.createDirectories(Path.of(System.getProperty("ha.attack.results", "target/attack")));
        List<String> lines = new ArrayList<>();
        terms.forEach(term -> lines.add(term.toString()));
        campaign.rounds().forEach(round -> lines.add(round.toString()));
        operations.stream()
                .sorted(Comparator.comparingLong(Operation::invoked))
                .forEach(operation -> lines.add(operation.toString()));
        return Files.write(results.resolve(service + "-history.txt"), lines);
    }

    private String row(String fault, List<Round> rounds) {
        List<Operation> during = new ArrayList<>();
        long leaderless = 0;
        long idle = 0;
        long begun = 0;
        long wrong = 0;
        for (Round round : rounds) {
            operations.stream()
                    .filter(operation -> operation.invoked() >= round.begun() && operation.invoked() < round.over())
                    .forEach(during::add);
            begun += terms.stream()
                    .filter(term -> term.granted() >= round.begun() && term.granted() < round.over())
                    .count();
            leaderless = Math.max(leaderless, withoutLeader(round));
            idle = Math.max(idle, withoutWrite(round));
            wrong += verdict.within(violations, round.begun(), round.over());
        }
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d | %d | %d | %.1f s | %.1f s | %d |%n",
                fault,
                rounds.size(),
                count(during, Operation::isAcknowledgedWrite),
                count(during, Operation::isLeadersRead),
                count(during, operation -> operation.isGlance() && operation.isOk()),
                count(during, Operation::isUnknownWrite),
                count(
                        during,
                        operation -> operation.isWrite() && operation.outcome().equals(Journal.FAILED)),
                begun,
                leaderless / NANOS,
                idle / NANOS,
                wrong);
    }

    /** From the last that a leader is known to have done, or its revocation when that was earlier, until the next was granted its term. */
    private long withoutLeader(Round round) {
        long longest = 0;
        for (int i = 1; i < terms.size(); i++) {
            Term before = terms.get(i - 1);
            long granted = terms.get(i).granted();
            if (granted >= round.begun() && granted < round.over()) {
                long last = operations.stream()
                        .filter(operation -> operation.epoch() == before.epoch() && operation.isOk())
                        .mapToLong(Operation::returned)
                        .filter(returned -> returned < granted)
                        .max()
                        .orElse(before.granted());
                longest = Math.max(longest, granted - Math.min(last, before.revoked()));
            }
        }
        return longest;
    }

    private long withoutWrite(Round round) {
        List<Long> ends = operations.stream()
                .filter(Operation::isAcknowledgedWrite)
                .map(Operation::returned)
                .filter(end -> end >= round.begun() && end <= round.over())
                .sorted()
                .toList();
        long longest = 0;
        long last = round.begun();
        for (long end : ends) {
            longest = Math.max(longest, end - last);
            last = end;
        }
        return Math.max(longest, round.over() - last);
    }

    private static long count(List<Operation> those, Predicate<Operation> wanted) {
        return those.stream().filter(wanted).count();
    }
}
