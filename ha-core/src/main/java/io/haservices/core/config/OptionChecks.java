package io.haservices.core.config;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import java.util.List;
import java.util.Optional;

/** Checks the given values one option at a time: they fit, and their spelling is today's (CF-02, CF-08). */
final class OptionChecks {
    private final LoadedConfiguration loaded;
    private final Secrets secrets;
    private final Findings findings;

    OptionChecks(LoadedConfiguration loaded, Secrets secrets, Findings findings) {
        this.loaded = loaded;
        this.secrets = secrets;
        this.findings = findings;
    }

    void check(ConfigOption<?> option) {
        List<String> given = OptionCatalog.spellings(option).stream()
                .filter(key -> !value(key).isBlank())
                .toList();
        if (given.isEmpty()) {
            return;
        }
        if (!option.ignoredReason().isEmpty()) {
            findings.warning(loaded.named(given.get(0)) + " has no effect here: " + option.ignoredReason() + ".");
            return;
        }
        given.forEach(key -> checkValue(option, key));
        spelling(option, given);
    }

    private void checkValue(ConfigOption<?> option, String key) {
        refusal(option, key).ifPresent(reason -> {
            String text = value(key);
            String shown =
                    option.secret() || secrets.isSecret(key) ? "the value" : "'" + secrets.shown(key, text) + "'";
            findings.problem(loaded.named(key) + ": " + shown + " does not fit the type "
                    + option.type().name() + ": " + reason + ".");
        });
    }

    private Optional<String> refusal(ConfigOption<?> option, String key) {
        String text = value(key);
        try {
            option.type().parse(text);
            return Optional.empty();
        } catch (RuntimeException e) {
            String reason = e.getMessage();
            // A parser's words may quote the value.
            boolean quotable =
                    !secrets.isSecret(key) && secrets.shown(key, text).equals(text);
            return Optional.of(reason != null && quotable ? reason : "it cannot be read");
        }
    }

    private void spelling(ConfigOption<?> option, List<String> given) {
        String counts = given.get(0);
        for (String key : given) {
            if (option.deprecatedKeys().contains(key)) {
                findings.warning(loaded.named(key) + " is a former name; write '" + option.key() + "' from now on.");
            }
        }
        for (String key : given.subList(1, given.size())) {
            if (!value(key).trim().equals(value(counts).trim())) {
                findings.warning(loaded.named(counts) + " and " + loaded.named(key)
                        + " mean the same option and have different values; the one of '" + counts + "' counts.");
            }
        }
    }

    private String value(String key) {
        Configuration configuration = loaded.configuration();
        return configuration.asMap().getOrDefault(key, "");
    }
}
