package io.haservices.core.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds keys that nobody understands (CF-06). Beneath our own prefixes such a key is a problem; anywhere else it is somebody
 * else's, for Flink's files hold many (CF-07), unless it almost is one of ours.
 */
final class UnknownKeys {
    private static final String OURS = "high-availability";
    // Of which backend a prefix is: without that backend its keys are left alone.
    private static final List<String> OF_BACKENDS = List.of(
            "high-availability.zookeeper.", "high-availability.kubernetes.", "zookeeper.", "security.kerberos.");

    private final OptionCatalog catalog;
    private final LoadedConfiguration loaded;
    private final Findings findings;
    private final Set<String> withoutBackend = new LinkedHashSet<>();

    UnknownKeys(OptionCatalog catalog, LoadedConfiguration loaded, Findings findings) {
        this.catalog = catalog;
        this.loaded = loaded;
        this.findings = findings;
    }

    /** A backend may know better what is wrong with a key than that it is unknown: then {@code said} quotes it. */
    void check(List<String> said) {
        List<String> unknown = new ArrayList<>(loaded.configuration().asMap().keySet());
        unknown.removeIf(key -> said.stream().anyMatch(sentence -> sentence.contains("'" + key + "'")));
        unknown.removeIf(key -> catalog.find(key).isPresent());
        unknown.removeIf(key -> FlinkOptions.FOREIGN_PREFIXES.stream().anyMatch(key::startsWith));
        unknown.forEach(this::check);
        withoutBackend.forEach(prefix -> findings.warning(
                "the options '" + prefix + "*' have no effect here: no installed backend understands any of them."));
    }

    private void check(String key) {
        Optional<String> idle = prefixWithoutBackend(catalog, key);
        if (idle.isPresent()) {
            withoutBackend.add(idle.get());
        } else if (isOurs(key)) {
            findings.problem(loaded.named(key) + " is no option" + hint(key, DidYouMean.closest(key, spellings())));
        } else {
            Optional<String> close = DidYouMean.closest(key, spellings(), 2);
            if (close.isPresent()) {
                findings.warning(loaded.named(key) + " is not used here" + hint(key, close));
            }
        }
    }

    /** Whether a key that is none of these options is ours all the same, and so a mistake. */
    static boolean isMistake(OptionCatalog catalog, String key) {
        return isOurs(key) && prefixWithoutBackend(catalog, key).isEmpty();
    }

    private static Optional<String> prefixWithoutBackend(OptionCatalog catalog, String key) {
        return OF_BACKENDS.stream()
                .filter(key::startsWith)
                .filter(prefix -> catalog.options().stream()
                        .noneMatch(option -> option.key().startsWith(prefix)))
                .findFirst();
    }

    /** Beneath one of our prefixes, or beneath what must be a slip in writing it. */
    private static boolean isOurs(String key) {
        if (FlinkOptions.FOREIGN_PREFIXES.stream().anyMatch(key::startsWith)) {
            return false;
        }
        String first = key.split("\\.", 2)[0];
        return OF_BACKENDS.stream().anyMatch(key::startsWith)
                || DidYouMean.distance(first.replace('_', '-'), OURS) <= 2;
    }

    private List<String> spellings() {
        return new ArrayList<>(catalog.allSpellings());
    }

    private String hint(String key, Optional<String> close) {
        String meant = close.flatMap(catalog::find)
                .map(option -> option.key())
                .filter(candidate -> !candidate.equals(key))
                .orElse("");
        return meant.isEmpty() ? "." : "; did you mean '" + meant + "'?";
    }
}
