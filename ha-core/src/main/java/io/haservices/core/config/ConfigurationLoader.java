package io.haservices.core.config;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.errors.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration: one file, above it the environment variable {@code HA_PROPERTIES}, above that {@code -D} (CF-04).
 * The file is the first there is of {@code ha.yaml}, {@code config.yaml} and {@code flink-conf.yaml}.
 */
public final class ConfigurationLoader {
    private static final List<String> FILES = List.of("ha.yaml", "config.yaml", "flink-conf.yaml");

    private final OptionCatalog catalog;

    /** Knows these options: which keys mean the same, and which are maps. Nothing of the values is checked here. */
    public ConfigurationLoader(OptionCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Reads everything.
     *
     * @param folder where the file lies, or null to read none
     * @param environment usually {@link System#getenv()}
     * @param definitions texts {@code key=value}; of two with one key the last counts
     * @throws ConfigurationException with all that cannot be read (CF-03)
     */
    public LoadedConfiguration load(@Nullable Path folder, Map<String, String> environment, List<String> definitions) {
        Findings findings = new Findings();
        List<Layer> layers = List.of(
                file(folder, findings),
                Definitions.ofEnvironment(environment, findings),
                Definitions.ofCommandLine(definitions, findings));
        layers.forEach(layer -> layer.foldMaps(catalog, findings));
        findings.throwProblems();
        return merge(layers, findings);
    }

    private Layer file(@Nullable Path folder, Findings findings) {
        if (folder == null) {
            return new Layer();
        }
        Optional<Path> found =
                FILES.stream().map(folder::resolve).filter(Files::exists).findFirst();
        if (found.isPresent()) {
            Path file = found.get();
            return file.endsWith("flink-conf.yaml")
                    ? FlinkConfFile.read(file, findings)
                    : YamlFile.read(file, catalog, findings);
        }
        if (Files.isDirectory(folder)) {
            findings.warning(folder + " holds neither " + String.join(" nor ", FILES) + ".");
        } else {
            findings.problem("the configuration folder " + folder + " does not exist or is no folder.");
        }
        return new Layer();
    }

    private LoadedConfiguration merge(List<Layer> layers, Findings findings) {
        Map<String, GivenValue> merged = new LinkedHashMap<>();
        for (Layer layer : layers) {
            // Another spelling of the same option in a lower layer must not win over this one.
            layer.values()
                    .keySet()
                    .forEach(key -> catalog.find(key)
                            .ifPresent(option -> merged.keySet().removeAll(spellings(option))));
            merged.putAll(layer.values());
        }
        Map<String, String> values = new TreeMap<>();
        Map<String, Origin> origins = new TreeMap<>();
        merged.forEach((key, given) -> {
            values.put(key, given.text());
            origins.put(key, given.origin());
        });
        return new LoadedConfiguration(Configuration.of(values), origins, findings.warnings());
    }

    private static List<String> spellings(ConfigOption<?> option) {
        return OptionCatalog.spellings(option);
    }
}
