package io.haservices.benchmarks.macro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What one arm took for one step under one condition.
 *
 * @param perSecond median of the blocks
 * @param time ours divided by that of this arm: below 1 we are faster
 * @param rate ours divided by that of this arm: above 1 we do more
 */
record Figure(
        Subject subject,
        String arm,
        long count,
        double medianMicros,
        double p99Micros,
        double perSecond,
        Ratio time,
        Ratio rate) {
    /** What is measured. */
    record Subject(String benchmark, String condition, String step) {
        @Override
        public String toString() {
            return benchmark + ", " + condition + ", " + step;
        }
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("benchmark", subject.benchmark())
                .put("condition", subject.condition())
                .put("step", subject.step())
                .put("arm", arm)
                .put("count", count)
                .put("median_us", medianMicros)
                .put("p99_us", p99Micros)
                .put("per_second", perSecond);
        node.set("ours_time_ratio", json(time));
        node.set("ours_rate_ratio", json(rate));
        return node;
    }

    static Figure of(JsonNode node) {
        return new Figure(
                new Subject(text(node, "benchmark"), text(node, "condition"), text(node, "step")),
                text(node, "arm"),
                node.path("count").asLong(),
                node.path("median_us").asDouble(),
                node.path("p99_us").asDouble(),
                node.path("per_second").asDouble(),
                ratio(node.path("ours_time_ratio")),
                ratio(node.path("ours_rate_ratio")));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }

    private static ObjectNode json(Ratio ratio) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("median", ratio.median())
                .put("low", ratio.low())
                .put("high", ratio.high())
                .put("pairs", ratio.pairs());
    }

    private static Ratio ratio(JsonNode node) {
        return new Ratio(
                node.path("median").asDouble(),
                node.path("low").asDouble(),
                node.path("high").asDouble(),
                node.path("pairs").asInt());
    }
}
