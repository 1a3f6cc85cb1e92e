package io.haservices.benchmarks.failover;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Times in nanoseconds, shown in milliseconds. */
final class Samples {
    private static final double NANOS = 1_000_000.0;

    private final List<Long> nanos = new ArrayList<>();

    void add(long time) {
        nanos.add(time);
        Collections.sort(nanos);
    }

    /** The smallest one that so many percent of all do not exceed. */
    double percentile(double percent) {
        int rank = (int) Math.ceil(percent / 100 * nanos.size());
        return nanos.get(Math.max(rank, 1) - 1) / NANOS;
    }

    double median() {
        return percentile(50);
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("rounds", nanos.size())
                .put("min_ms", percentile(0))
                .put("median_ms", median())
                .put("p90_ms", percentile(90))
                .put("p99_ms", percentile(99))
                .put("max_ms", percentile(100));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d rounds: median %.1f ms, p90 %.1f ms, p99 %.1f ms, min %.1f ms, max %.1f ms",
                nanos.size(),
                median(),
                percentile(90),
                percentile(99),
                percentile(0),
                percentile(100));
    }
}
