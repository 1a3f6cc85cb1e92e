package io.haservices.testkit.tck;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules of one backend, and what came of each. Thread-safe. */
final class ConformanceReport {
    private final String backend;
    private final SortedMap<String, RuleResult> results = new TreeMap<>();

    ConformanceReport(String backend) {
        this.backend = backend;
    }

    synchronized void passed(String rule) {
        result(rule).passed();
    }

    synchronized void failed(String rule, String test, String why) {
        result(rule).failed(test + ": " + why);
    }

    synchronized void skipped(String rule, String test, String why) {
        result(rule).skipped(test + ": " + why);
    }

    /** A rule of a chapter that is under test; its neighbours are listed with it, so that nobody takes part of a TCK for the whole. */
    private RuleResult result(String rule) {
        String chapter = rule.substring(0, rule.indexOf('-') + 1);
        if (!results.containsKey(rule)) {
            Promises.all().keySet().stream()
                    .filter(other -> other.startsWith(chapter))
                    .forEach(other -> results.putIfAbsent(other, new RuleResult()));
        }
        return results.computeIfAbsent(rule, key -> new RuleResult());
    }

    /** One line. */
    synchronized String summary() {
        Map<RuleResult.Outcome, Long> counts =
                results.values().stream().collect(Collectors.groupingBy(RuleResult::outcome, Collectors.counting()));
        StringBuilder line = new StringBuilder("TCK of " + backend + ": " + results.size() + " rules");
        String between = ": ";
        for (RuleResult.Outcome outcome : RuleResult.Outcome.values()) {
            line.append(between)
                    .append(counts.getOrDefault(outcome, 0L))
                    .append(' ')
                    .append(outcome.words());
            between = ", ";
        }
        return line.toString();
    }

    /** For people: a line for each rule, and beneath it what failed or was skipped. */
    synchronized String text() {
        StringBuilder text = new StringBuilder(summary())
                .append("\nHA Services TCK ")
                .append(version())
                .append("\n\n");
        results.forEach((rule, result) -> {
            text.append(String.format(
                    "%s  %-8s  %3d passed  %s%n", rule, result.outcome().words(), result.passedTests(), promise(rule)));
            result.failures()
                    .forEach(why ->
                            text.append("       FAILED   ").append(oneLine(why)).append('\n'));
            result.skips()
                    .forEach(why ->
                            text.append("       skipped  ").append(oneLine(why)).append('\n'));
        });
        return text.toString();
    }

    /** For programs: one object. */
    synchronized String json() {
        String rules = results.entrySet().stream()
                .map(entry -> json(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(",\n"));
        return "{\"schema\":1,\"backend\":" + Json.string(backend) + ",\"tck\":" + Json.string(version())
                + ",\"rules\":[\n" + rules + "\n]}\n";
    }

    private static String json(String rule, RuleResult result) {
        return "{\"rule\":" + Json.string(rule) + ",\"promise\":" + Json.string(promise(rule)) + ",\"outcome\":"
                + Json.string(result.outcome().key()) + ",\"passed\":" + result.passedTests() + ",\"failures\":"
                + Json.strings(result.failures()) + ",\"skipped\":" + Json.strings(result.skips()) + "}";
    }

    private static String promise(String rule) {
        return Promises.all().getOrDefault(rule, "");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String version() {
        @Nullable String version = ConformanceReport.class.getPackage().getImplementationVersion();
        return version == null ? "of this build" : version;
    }
}
