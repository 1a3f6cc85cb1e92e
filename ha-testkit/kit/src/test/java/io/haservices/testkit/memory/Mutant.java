package io.haservices.testkit.memory;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A backend with one behaviour changed.
 *
 * @param rule the rule that it breaks
 * @param change what is changed, in words
 * @param coupled other rules that can't hold then either
 * @param factory makes the backend
 */
record Mutant<F>(String rule, String change, List<String> coupled, F factory) {
    static <F> Mutant<F> of(String rule, String change, F factory, String... coupled) {
        return new Mutant<>(rule, change, List.of(coupled), factory);
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
