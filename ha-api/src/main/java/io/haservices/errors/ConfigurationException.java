package io.haservices.errors;

import java.util.List;

/** The configuration is wrong; every problem that was found is listed, not only the first (CF-03). */
public final class ConfigurationException extends HaException {
    private static final long serialVersionUID = 1;

    // ArrayList-backed copies are serializable; the field type is kept general for readers.
    @SuppressWarnings("serial")
    private final List<String> problems;

    /** With a single problem. */
    public ConfigurationException(String problem) {
        this(List.of(problem));
    }

    /** With all problems, one sentence each; secrets are masked by whoever writes them. */
    public ConfigurationException(List<String> problems) {
        super(
                problems.size() == 1
                        ? problems.get(0)
                        : problems.size() + " problems:\n  - " + String.join("\n  - ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence a problem; immutable, in the order in which they were found. */
    public List<String> problems() {
        return problems;
    }
}
