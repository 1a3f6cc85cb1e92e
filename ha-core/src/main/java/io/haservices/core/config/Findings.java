package io.haservices.core.config;

import io.haservices.errors.ConfigurationException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers what is wrong, so that all of it is said at once (CF-03). Each sentence counts once. For a single thread. */
public final class Findings {
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();

    /** Something that makes the configuration unusable. */
    public void problem(String sentence) {
        problems.add(sentence);
    }

    /** Something that people should know, and that is no obstacle. */
    public void warning(String sentence) {
        warnings.add(sentence);
    }

    /** All problems, in the order in which they were found. */
    public List<String> problems() {
        return new ArrayList<>(problems);
    }

    /** All warnings, in the order in which they were found. */
    public List<String> warnings() {
        return new ArrayList<>(warnings);
    }

    /**
     * Nothing, when there is no problem.
     *
     * @throws ConfigurationException with all of them
     */
    public void throwProblems() {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems());
        }
    }
}
