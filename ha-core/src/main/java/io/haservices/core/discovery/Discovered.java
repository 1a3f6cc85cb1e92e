package io.haservices.core.discovery;

import io.haservices.core.config.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The providers of one SPI.
 *
 * @param installed what can be selected
 * @param broken what could not be loaded
 */
public record Discovered<P>(List<Installed<P>> installed, List<Broken> broken) {
    /** The one provider of this name; when there is none or more than one, every candidate is named with its jar (CF-10). */
    Optional<Installed<P>> select(String name, String what, Consumer<String> problem) {
        List<Installed<P>> candidates =
                installed.stream().filter(one -> one.names().contains(name)).toList();
        if (candidates.size() == 1) {
            return Optional.of(candidates.get(0));
        }
        if (candidates.size() > 1) {
            problem.accept(what + " '" + name + "' is installed " + candidates.size() + " times, from "
                    + candidates.stream().map(Installed::source).collect(Collectors.joining(" and from "))
                    + ". Keep one of the jars.");
        } else {
            String hint = DidYouMean.closest(name, names())
                    .map(close -> "; did you mean '" + close + "'?")
                    .orElse(".");
            problem.accept("no " + what + " '" + name + "' is installed" + hint + " " + inventory());
        }
        return Optional.empty();
    }

    /** What is installed, and what could not be loaded, in sentences. */
    String inventory() {
        List<String> sentences = new ArrayList<>();
        sentences.add(
                installed.isEmpty()
                        ? "Installed: none; put a backend's jar into lib/, or its jars into plugins/<name>/."
                        : "Installed: "
                                + installed.stream().map(Installed::toString).collect(Collectors.joining("; ")) + ".");
        if (!broken.isEmpty()) {
            sentences.add("Could not be loaded: "
                    + broken.stream().map(Broken::toString).collect(Collectors.joining("; ")) + ".");
        }
        return String.join(" ", sentences);
    }

    boolean isEmpty() {
        return installed.isEmpty() && broken.isEmpty();
    }

    /** These, and those that others found. */
    Discovered<P> and(List<Installed<P>> more, List<Broken> moreBroken) {
        return new Discovered<>(joined(installed, more), joined(broken, moreBroken));
    }

    private static <T> List<T> joined(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    List<String> names() {
        return installed.stream()
                .flatMap(one -> one.names().stream())
                .distinct()
                .toList();
    }
}
