package io.haservices.core.wiring;

import io.haservices.errors.ConfigurationException;
import java.util.List;
import java.util.Optional;

/**
 * What there is to say about a configuration, and what it selects.
 *
 * @param problems one sentence each; empty when it can be opened
 * @param warnings one sentence each
 * @param selection present when there is no problem
 */
public record Validation(List<String> problems, List<String> warnings, Optional<Selection> selection) {
    /**
     * What the configuration selects.
     *
     * @throws ConfigurationException with all problems
     */
    public Selection orThrow() {
        return selection.filter(any -> problems.isEmpty()).orElseThrow(() -> new ConfigurationException(problems));
    }
}
