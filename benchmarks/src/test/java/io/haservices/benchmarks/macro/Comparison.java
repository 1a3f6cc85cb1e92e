package io.haservices.benchmarks.macro;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Two runs of the same benchmarks, perhaps of different days: only ratios within one run are compared. */
final class Comparison {
    /** Nobody claims less than this of a median, whatever the A/A arm says. */
    private static final double LEAST_BAND = 0.03;

    private Comparison() {}

    /** A line for each ratio that moved farther than the A/A arms of both runs and the intervals allow. */
    static List<String> moved(List<Figure> before, List<Figure> now) {
        List<String> lines = new ArrayList<>();
        for (Figure figure : now) {
            if (figure.arm().equals(Arm.OURS) || figure.arm().equals(Arm.OURS_AGAIN)) {
                continue;
            }
            before.stream()
                    .filter(old ->
                            old.subject().equals(figure.subject()) && old.arm().equals(figure.arm()))
                    .filter(old ->
                            isMoved(old.time(), figure.time(), Math.max(band(before, figure), band(now, figure))))
                    .forEach(old -> lines.add(String.format(
                            Locale.ROOT,
                            "%s: %s, ours takes %s times as long as %s, was %s",
                            figure.time().median() > old.time().median() ? "SLOWER" : "faster",
                            figure.subject(),
                            figure.time(),
                            figure.arm(),
                            old.time())));
        }
        return lines;
    }

    private static boolean isMoved(Ratio old, Ratio now, double band) {
        boolean apart = now.low() > old.high() || now.high() < old.low();
        return apart && Math.abs(now.median() / old.median() - 1) > band;
    }

    private static double band(List<Figure> figures, Figure of) {
        return figures.stream()
                .filter(figure ->
                        figure.subject().equals(of.subject()) && figure.arm().equals(Arm.OURS_AGAIN))
                .mapToDouble(figure -> figure.time().band())
                .filter(Double::isFinite)
                .reduce(LEAST_BAND, Math::max);
    }
}
