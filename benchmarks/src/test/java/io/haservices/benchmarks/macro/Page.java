package io.haservices.benchmarks.macro;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Figures for readers. */
final class Page {
    private Page() {}

    static String of(List<Figure> figures, String more, List<String> environments) {
        return """
                # Benchmarks

                Written by `./bench --docs`. All arms take turns in short blocks in one process against one server. The last columns divide
                ours by that arm, block by block: the median of these ratios, with its interval of 95 %. Below 1 we take less time; above 1
                we do more a second. The A/A arm is ours once more: what lies no farther from 1 than that one says nothing. Nobody should
                conclude anything from less than 3 % of a time or 5 % of a rate, nor compare times of different machines or days.

                "Flink 2.3" are Apache Flink's own classes, whose files are not forced to the disk: a power failure may leave a pointer to
                bytes that are lost. "Forced" is the same with files as durable as ours. The floor is the bare client of the service: for
                states one forced file in one folder and one transaction that checks an epoch. Of states, what is done a second are whole
                lives: added, read, replaced and removed.

                ## Goals

                | goal | reached | | why, where it is missed |
                |---|---|---|---|
                """
                + goals(figures) + "\n" + tables(figures) + more + "\n## Where it was measured\n\n"
                + environments.stream().map(line -> "- " + line + "\n").collect(Collectors.joining());
    }

    private static String goals(List<Figure> figures) {
        StringBuilder rows = new StringBuilder();
        for (Goal goal : Goals.ALL) {
            Optional<Goal.Verdict> verdict = goal.judge(figures);
            rows.append("| ").append(goal.text()).append(" | ");
            rows.append(goal.figure(figures).map(goal::reached).orElse("")).append(" | ");
            rows.append(verdict.map(one -> one.name().toLowerCase(Locale.ROOT)).orElse("not measured"));
            rows.append(" | ")
                    .append(verdict.filter(one -> one != Goal.Verdict.MET)
                            .map(one -> goal.cause())
                            .orElse(""));
            rows.append(" |\n");
        }
        return rows.toString();
    }

    /** One table for each benchmark and condition. */
    static String tables(List<Figure> figures) {
        StringBuilder text = new StringBuilder();
        Map<String, List<Figure>> parts = figures.stream()
                .collect(Collectors.groupingBy(
                        figure -> figure.subject().benchmark() + ": "
                                + figure.subject().condition(),
                        LinkedHashMap::new,
                        Collectors.toList()));
        parts.forEach((title, of) -> {
            text.append("\n## ").append(title).append("\n\n");
            // Elsewhere most of the time goes into what is not measured.
            boolean hasRates = title.startsWith("state");
            text.append("| step | arm | median ms | 99 % ms | ours takes ... times as long |")
                    .append(hasRates ? " a second | ours does ... times as many |" : "")
                    .append("\n|---|---|---|---|---|")
                    .append(hasRates ? "---|---|" : "")
                    .append("\n");
            of.forEach(figure -> text.append(row(figure, hasRates)));
        });
        return text.toString();
    }

    private static String row(Figure figure, boolean hasRates) {
        boolean ours = figure.arm().equals(Arm.OURS);
        String times = String.format(
                Locale.ROOT,
                "| %s | %s | %.2f | %.2f | %s |",
                figure.subject().step(),
                figure.arm(),
                figure.medianMicros() / 1_000,
                figure.p99Micros() / 1_000,
                ours ? "" : figure.time());
        String rates = String.format(Locale.ROOT, " %.1f | %s |", figure.perSecond(), ours ? "" : figure.rate());
        return times + (hasRates ? rates : "") + "\n";
    }
}
