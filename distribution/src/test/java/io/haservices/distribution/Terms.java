package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the programs of all terms have written down of themselves. */
record Terms(Path folder) {
    /** The first and the last moment at which the program of a term was seen running, in seconds of uptime. */
    record Interval(double first, double last) {}

    OptionalLong recovered(long epoch) {
        return log(epoch, "recovered ").findFirst().map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /** The last count whose saving was acknowledged in a term; 0 when there is none. */
    long acknowledged(long epoch) {
        return log(epoch, "acknowledged ").reduce((one, other) -> other).orElse(0L);
    }

    private Stream<Long> log(long epoch, String word) {
        return lines(folder.resolve(epoch + ".log"))
                .filter(line -> line.startsWith(word))
                .map(line -> Long.parseLong(line.substring(word.length())));
    }

    /** How often the program of a term was seen. */
    long beats(long epoch) {
        return lines(folder.resolve(epoch + ".beats")).count();
    }

    /** No two programs ran at one time. */
    void checkThatTheyNeverOverlap() {
        Map<Long, Interval> intervals = intervals();
        List<Long> epochs = List.copyOf(intervals.keySet());
        for (int i = 1; i < epochs.size(); i++) {
            assertThat(intervals.getOrDefault(epochs.get(i), new Interval(0, 0)).first())
                    .as("begin of term " + epochs.get(i) + " against the end of term " + epochs.get(i - 1) + " in "
                            + intervals)
                    .isGreaterThan(intervals
                            .getOrDefault(epochs.get(i - 1), new Interval(0, 0))
                            .last());
        }
    }

    private Map<Long, Interval> intervals() {
        Map<Long, Interval> intervals = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".beats")).forEach(file -> {
                List<Double> beats = lines(file).map(Double::parseDouble).toList();
                String name = file.getFileName().toString();
                if (!beats.isEmpty()) {
                    intervals.put(
                            Long.parseLong(name.substring(0, name.indexOf('.'))),
                            new Interval(beats.get(0), beats.get(beats.size() - 1)));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return intervals;
    }

    /** Whole lines only: the program may have been killed within one. */
    private static Stream<String> lines(Path file) {
        if (!Files.exists(file)) {
            return Stream.empty();
        }
        try {
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
