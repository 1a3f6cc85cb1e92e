package io.haservices.core.config;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A configuration as it may be shown to people: all values with their origin, all defaults, no secret (CF-05). */
public final class ConfigurationView {
    private static final String DEFAULT = "default";

    private ConfigurationView() {}

    /** What was given and what holds by default, sorted by key. */
    public static List<ShownValue> of(OptionCatalog catalog, LoadedConfiguration loaded) {
        Secrets secrets = new Secrets(catalog);
        Configuration configuration = loaded.configuration();
        List<ShownValue> lines = new ArrayList<>();
        for (Map.Entry<String, String> given : configuration.asMap().entrySet()) {
            String key = given.getKey();
            ConfigOption<?> option = catalog.find(key).orElse(null);
            lines.add(new ShownValue(
                    key,
                    option == null ? "" : option.key(),
                    secrets.shown(key, given.getValue()),
                    loaded.origin(key).toString(),
                    option == null ? foreign(catalog, key) : note(configuration, key, option)));
        }
        for (ConfigOption<?> option : catalog.options()) {
            if (configuration.givenKey(option).isEmpty()
                    && !configuration.asMap().containsKey(option.key())
                    && option.defaultValue().isPresent()) {
                String text = secrets.shown(option.key(), option.defaultText());
                lines.add(new ShownValue(option.key(), option.key(), text, DEFAULT, ""));
            }
        }
        lines.sort(Comparator.comparing(ShownValue::key));
        return lines;
    }

    private static String foreign(OptionCatalog catalog, String key) {
        return UnknownKeys.isMistake(catalog, key)
                ? "unknown: there is no such option"
                : "not an option of HA Services; left to others";
    }

    private static String note(Configuration configuration, String key, ConfigOption<?> option) {
        if (!option.ignoredReason().isEmpty()) {
            return "no effect: " + option.ignoredReason();
        }
        String counts = configuration.givenKey(option).orElse("");
        if (counts.isEmpty()) {
            return option.defaultValue().isEmpty()
                    ? "empty: not set"
                    : "empty: the default holds, " + option.defaultText();
        }
        return counts.equals(key) ? "" : "'" + counts + "' counts instead";
    }
}
