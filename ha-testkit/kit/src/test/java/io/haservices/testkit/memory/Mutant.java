package io.haservices.testkit.memory;

import io.haservices.spi.storage.Storage;
import java.net.URI;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * A backend with one behaviour changed.
 *
 * @param rule the rule that it breaks
 * @param change what is changed, in words
 * @param coupled other rules that can't hold then either
 * @param factory makes the backend
 * @param seen a part of what a failure of the rule says that it saw
 */
record Mutant<F>(String rule, String change, List<String> coupled, F factory, String seen) {
    static <F> Mutant<F> of(String rule, String change, F factory, String... coupled) {
        return new Mutant<>(rule, change, List.of(coupled), factory, "");
    }

    static Mutant<BiFunction<URI, InMemoryBlobs, Storage>> storage(
            String rule, String change, BiFunction<URI, InMemoryBlobs, Storage> factory) {
        return of(rule, change, factory);
    }

    Mutant<F> seen(String part) {
        return new Mutant<>(rule, change, coupled, factory, part);
    }

    SortedSet<String> broken() {
        SortedSet<String> rules = new TreeSet<>(coupled);
        rules.add(rule);
        return rules;
    }

    @Override
    public String toString() {
        return rule + ": " + change;
    }
}
