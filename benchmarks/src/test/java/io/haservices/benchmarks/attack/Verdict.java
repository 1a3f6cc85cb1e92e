package io.haservices.benchmarks.attack;

import io.haservices.testkit.history.FencedRegister;
import io.haservices.testkit.history.Linearizability;
import io.haservices.testkit.history.RegisterOperation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is wrong with a history. What leaders wrote and read has to be linearizable, for a leader reads what older terms have committed (SS-04) and
 * is the only one to write (SS-02). What others read may be old, but never older than what they have seen before (CO-01).
 */
final class Verdict {
    /** The promises that are judged. */
    enum Rule {
        LINEARIZABLE,
        FENCED,
        NEVER_BACK_IN_TIME,
        GRANTS_AND_COUNTERS
    }

    /**
     * Something that was promised otherwise.
     *
     * @param key of which register; empty when it is none of a single one
     */
    record Violation(Rule rule, String key, String text) {}

    private final List<Operation> operations;
    private final List<Term> terms;
    private final List<String> oddities;
    /** When each value was read for the first time. */
    private final Map<String, Long> firstRead = new HashMap<>();

    Verdict(History history) {
        this.operations = history.operations();
        this.terms = history.terms();
        this.oddities = history.oddities();
        operations.stream()
                .filter(operation -> !operation.isWrite() && operation.isOk())
                .forEach(operation -> firstRead.merge(operation.value(), operation.returned(), Math::min));
    }

    List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        byKey(operations)
                .forEach((key, ofKey) -> linearizable(ofKey)
                        .ifPresent(text -> violations.add(new Violation(Rule.LINEARIZABLE, key, text))));
        fenced(operations).forEach(text -> violations.add(new Violation(Rule.FENCED, "", text)));
        operations.stream().collect(Collectors.groupingBy(Operation::client)).values().stream()
                .flatMap(ofClient -> byKey(ofClient).values().stream())
                .forEach(ofBoth -> backInTime(ofBoth, violations));
        oddities.forEach(text -> violations.add(new Violation(Rule.GRANTS_AND_COUNTERS, "", text)));
        return violations;
    }

    /** How many of these, and of what was done in this time otherwise, were wrong. */
    long within(List<Violation> all, long from, long until) {
        List<Operation> during = operations.stream()
                .filter(operation -> operation.invoked() >= from && operation.invoked() < until)
                .toList();
        long ofKeys = all.stream()
                .filter(violation ->
                        during.stream().anyMatch(operation -> operation.key().equals(violation.key())))
                .count();
        return ofKeys + fenced(during).size();
    }

    private static Map<String, List<Operation>> byKey(List<Operation> operations) {
        return operations.stream().collect(Collectors.groupingBy(Operation::key, TreeMap::new, Collectors.toList()));
    }

    private static Optional<String> linearizable(List<Operation> ofKey) {
        List<RegisterOperation> register = new ArrayList<>();
        for (Operation operation : ofKey) {
            if (operation.isAcknowledgedWrite()) {
                register.add(RegisterOperation.write(
                        operation.client(), operation.value(), operation.invoked(), operation.returned()));
            } else if (operation.isUnknownWrite()) {
                register.add(
                        RegisterOperation.unknownWrite(operation.client(), operation.value(), operation.invoked()));
            } else if (operation.isLeadersRead()) {
                register.add(RegisterOperation.read(
                        operation.client(), content(operation), operation.invoked(), operation.returned()));
            }
        }
        return Linearizability.violation(register);
    }

    private List<String> fenced(List<Operation> those) {
        List<FencedRegister.Accepted> accepted = new ArrayList<>();
        for (Operation operation : those) {
            if (operation.isAcknowledgedWrite()) {
                accepted.add(accepted(operation, operation.returned()));
            } else if (operation.isWrite() && firstRead.containsKey(operation.value())) {
                accepted.add(accepted(operation, firstRead.get(operation.value())));
            }
        }
        return FencedRegister.violations(
                terms.stream()
                        .map(term -> new FencedRegister.Term(term.client(), term.epoch(), term.granted()))
                        .toList(),
                accepted);
    }

    private static FencedRegister.Accepted accepted(Operation operation, long returned) {
        return new FencedRegister.Accepted(
                operation.epoch(),
                operation.invoked(),
                returned,
                operation.client() + "'s write of " + operation.value() + " to " + operation.key());
    }

    private static Optional<String> content(Operation operation) {
        return operation.value().equals(Journal.NOTHING) ? Optional.empty() : Optional.of(operation.value());
    }

    /** One client's view of one register. */
    private static void backInTime(List<Operation> ofBoth, List<Violation> violations) {
        List<Operation> seen = ofBoth.stream()
                .filter(Operation::isOk)
                .sorted(Comparator.comparingLong(Operation::returned))
                .toList();
        List<Operation> glances = seen.stream()
                .filter(Operation::isGlance)
                .sorted(Comparator.comparingLong(Operation::invoked))
                .toList();
        int next = 0;
        Version newest = Version.NONE;
        for (Operation glance : glances) {
            while (next < seen.size() && seen.get(next).returned() < glance.invoked()) {
                Version version = Version.of(seen.get(next).value());
                newest = version.compareTo(newest) > 0 ? version : newest;
                next++;
            }
            if (Version.of(glance.value()).compareTo(newest) < 0) {
                violations.add(new Violation(
                        Rule.NEVER_BACK_IN_TIME,
                        glance.key(),
                        glance.client() + " saw " + glance.value() + " in " + glance.key() + " after " + newest));
            }
        }
    }

    /** Values of one register rise: with the epoch, and within a term with their number, for one worker writes them all. */
    private record Version(long epoch, long number) implements Comparable<Version> {
        static final Version NONE = new Version(0, 0);

        static Version of(String value) {
            String[] parts = value.split(":");
            return parts.length == 3 ? new Version(Long.parseLong(parts[1]), Long.parseLong(parts[2])) : NONE;
        }

        @Override
        public int compareTo(Version other) {
            int byEpoch = Long.compare(epoch, other.epoch);
            return byEpoch != 0 ? byEpoch : Long.compare(number, other.number);
        }
    }
}
