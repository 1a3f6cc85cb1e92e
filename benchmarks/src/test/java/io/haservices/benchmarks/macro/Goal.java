package io.haservices.benchmarks.macro;

import io.haservices.benchmarks.macro.Figure.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A ratio that was promised.
 *
 * @param against the arm that we are compared with
 * @param measure what is to be reached
 * @param limit of the ratio
 * @param cause why it is missed where it is, as far as that is known
 */
record Goal(Subject subject, String against, Measure measure, double limit, String cause) {
    /** Of ours, divided by that of the other arm; the last one is ours alone. */
    enum Measure {
        TIME_AT_MOST,
        RATE_AT_LEAST,
        MICROS_AT_MOST
    }

    /** What became of a goal. */
    enum Verdict {
        MET,
        MISSED,
        UNDECIDED
    }

    /** Nothing, when the run did not measure it. */
    Optional<Verdict> judge(List<Figure> figures) {
        return figure(figures).map(figure -> switch (measure) {
            case TIME_AT_MOST ->
                verdict(figure.time().high() <= limit, figure.time().low() > limit);
            case RATE_AT_LEAST ->
                verdict(figure.rate().low() >= limit, figure.rate().high() < limit);
            case MICROS_AT_MOST -> verdict(figure.medianMicros() <= limit, figure.medianMicros() > limit);
        });
    }

    Optional<Figure> figure(List<Figure> figures) {
        return figures.stream()
                .filter(figure ->
                        figure.subject().equals(subject) && figure.arm().equals(against))
                .findFirst();
    }

    private static Verdict verdict(boolean met, boolean missed) {
        return met ? Verdict.MET : missed ? Verdict.MISSED : Verdict.UNDECIDED;
    }

    /** What is promised, in words. */
    String text() {
        return subject + ": "
                + switch (measure) {
                    case TIME_AT_MOST -> String.format(Locale.ROOT, "at most %.2f times as long as %s", limit, against);
                    case RATE_AT_LEAST ->
                        String.format(Locale.ROOT, "at least %.1f times as many a second as %s", limit, against);
                    case MICROS_AT_MOST -> String.format(Locale.ROOT, "median at most %.0f ms", limit / 1_000);
                };
    }

    /** What it came to. */
    String reached(Figure figure) {
        return switch (measure) {
            case TIME_AT_MOST -> figure.time().toString();
            case RATE_AT_LEAST -> figure.rate().toString();
            case MICROS_AT_MOST -> String.format(Locale.ROOT, "%.1f ms", figure.medianMicros() / 1_000);
        };
    }
}
