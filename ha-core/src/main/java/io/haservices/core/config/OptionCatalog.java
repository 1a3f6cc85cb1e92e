package io.haservices.core.config;

import io.haservices.config.ConfigOption;
import io.haservices.config.OptionType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All options that anybody here understands, found by any of their spellings (CF-01). Immutable. */
public final class OptionCatalog {
    private final Map<String, ConfigOption<?>> byKey = new LinkedHashMap<>();
    private final Map<String, ConfigOption<?>> bySpelling = new LinkedHashMap<>();

    private OptionCatalog(Collection<? extends ConfigOption<?>> options) {
        for (ConfigOption<?> option : options) {
            if (byKey.putIfAbsent(option.key(), option) == null) {
                // A key of its own wins over a former name of another option.
                bySpelling.put(option.key(), option);
            }
        }
        for (ConfigOption<?> option : byKey.values()) {
            spellings(option).forEach(key -> bySpelling.putIfAbsent(key, option));
        }
    }

    /** Of these options; of two with one key the first counts. */
    public static OptionCatalog of(Collection<? extends ConfigOption<?>> options) {
        return new OptionCatalog(options);
    }

    /** In the order given. */
    public Collection<ConfigOption<?>> options() {
        return Collections.unmodifiableCollection(byKey.values());
    }

    /** The option that this key, alias or former key means. */
    public Optional<ConfigOption<?>> find(String key) {
        return Optional.ofNullable(bySpelling.get(key));
    }

    /** The spelling of a MAP option beneath which this key lies: {@code a.b} is above {@code a.b.digest}. */
    Optional<String> mapAbove(String key) {
        for (int dot = key.lastIndexOf('.'); dot > 0; dot = key.lastIndexOf('.', dot - 1)) {
            String above = key.substring(0, dot);
            ConfigOption<?> option = bySpelling.get(above);
            if (option != null && option.type() == OptionType.MAP && !bySpelling.containsKey(key)) {
                return Optional.of(above);
            }
        }
        return Optional.empty();
    }

    /** Key, aliases and former keys, in the order in which they count. */
    static List<String> spellings(ConfigOption<?> option) {
        List<String> all = new ArrayList<>();
        all.add(option.key());
        all.addAll(option.aliases());
        all.addAll(option.deprecatedKeys());
        return all;
    }

    /** Every spelling of every option. */
    Collection<String> allSpellings() {
        return Collections.unmodifiableCollection(bySpelling.keySet());
    }
}
