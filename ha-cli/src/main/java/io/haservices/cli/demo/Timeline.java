package io.haservices.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.Style;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** All that happened, as the contenders recorded it; shown to people as it comes in. */
final class Timeline {
    private final Console console;
    private final long start = System.nanoTime();
    private final List<Happening> happenings = new ArrayList<>();

    Timeline(Console console) {
        this.console = console;
    }

    /** Takes in what the contenders have recorded meanwhile. */
    void gather(List<Contender> contenders) {
        contenders.stream()
                .flatMap(contender -> contender.news().stream())
                .sorted(Comparator.comparingLong(Happening::nanos))
                .forEach(this::add);
    }

    /** Something that the demo itself did or saw. */
    Happening note(String event, String words) {
        Happening happening = Happening.of(
                "demo",
                Console.object()
                        .put("event", event)
                        .put("monotonic_nanos", System.nanoTime())
                        .put("words", words));
        add(happening);
        return happening;
    }

    Optional<Happening> first(Predicate<Happening> wanted) {
        return happenings.stream().filter(wanted).findFirst();
    }

    void put(ArrayNode array) {
        happenings.stream()
                .sorted(Comparator.comparingLong(Happening::nanos))
                .forEach(happening -> array.addObject()
                        .put("millis", millis(happening))
                        .put("who", happening.who())
                        .put("event", happening.event())
                        .put("epoch", happening.epoch() == 0 ? null : Long.valueOf(happening.epoch()))
                        .put("words", words(happening)));
    }

    private void add(Happening happening) {
        happenings.add(happening);
        if (!console.json()) {
            String time = String.format(Locale.ROOT, "%7.3f s", millis(happening) / 1000.0);
            console.surroundings()
                    .out()
                    .println(console.styled(Style.FAINT, time)
                            + String.format("  %-6s", happening.who())
                            + words(happening));
            console.flush();
        }
    }

    private long millis(Happening happening) {
        return (happening.nanos() - start) / 1_000_000;
    }

    private static String words(Happening happening) {
        JsonNode record = happening.record();
        String content = record.path("content").asText().strip().replace("\n", " | ");
        return switch (happening.event()) {
            case "standby" -> "stands by";
            case "granted" -> "leads with epoch " + happening.epoch();
            case "started" -> "starts its program";
            case "ready" -> "is published as the leader";
            case "recovered" -> content.isEmpty() ? "finds no state yet" : "recovers the state: " + content;
            case "saved" -> "saves the state: " + content;
            case "failed" -> "fails: " + record.path("message").asText();
            case "stepping-down" -> "steps down: " + record.path("reason").asText();
            case "revoked" -> "leads no more: " + record.path("reason").asText();
            case "exited" -> "its program has ended: " + record.path("cause").asText();
            default -> record.path("words").asText(happening.event());
        };
    }
}
