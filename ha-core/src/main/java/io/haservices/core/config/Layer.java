package io.haservices.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of one source, as written there. */
final class Layer {
    private final Map<String, GivenValue> values = new LinkedHashMap<>();

    /** Puts a value, and returns the one that had been there. */
    @Nullable
    GivenValue put(String key, GivenValue value) {
        return values.put(key, value);
    }

    Map<String, GivenValue> values() {
        return values;
    }

    /** Makes one text of a MAP option whose pairs were written as keys of their own, nested or dotted (CF-02). */
    void foldMaps(OptionCatalog catalog, Findings findings) {
        Map<String, List<String>> pairs = new LinkedHashMap<>();
        Map<String, Origin> origins = new LinkedHashMap<>();
        for (String key : List.copyOf(values.keySet())) {
            String map = catalog.mapAbove(key).orElse(null);
            if (map == null) {
                continue;
            }
            GivenValue given = values.get(key);
            values.remove(key);
            if (given == null) {
                continue;
            }
            String name = key.substring(map.length() + 1);
            if (name.contains(":") || name.contains(",") || given.text().contains(",")) {
                findings.problem(given.origin() + ": '" + key
                        + "' holds ',' or, in the name, ':', which a value of type map cannot hold.");
            }
            pairs.computeIfAbsent(map, any -> new ArrayList<>()).add(name + ":" + given.text());
            origins.putIfAbsent(map, given.origin());
        }
        pairs.forEach((map, texts) -> {
            Origin origin = origins.getOrDefault(map, Origin.PROGRAM);
            GivenValue whole = values.get(map);
            if (whole != null && !whole.text().isBlank()) {
                findings.problem("'" + map + "' is written twice, as one text (" + whole.origin()
                        + ") and with keys of its own (" + origin + "). Keep one of them.");
            }
            values.put(map, new GivenValue(String.join(",", texts), origin));
        });
    }
}
