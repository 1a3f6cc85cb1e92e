package io.haservices.core.config;

import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads {@code ha.yaml} or Flink's {@code config.yaml}: YAML 1.2 with flat dotted keys, nested ones, or both (CF-07). */
final class YamlFile {
    private YamlFile() {}

    static Layer read(Path file, OptionCatalog catalog, Findings findings) {
        YamlFlattening flattening = new YamlFlattening(file, catalog, findings);
        BoundedText.read(file, findings)
                .flatMap(text -> parse(file, text, findings))
                .ifPresent(flattening::document);
        return flattening.layer();
    }

    private static Optional<Node> parse(Path file, String text, Findings findings) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setCodePointLimit(BoundedText.MAX_BYTES)
                .setSchema(new CoreSchema())
                // Refused later, with the line, and together with the other problems.
                .setAllowNonScalarKeys(true)
                .build();
        try {
            return new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            // Not e.getMessage(): it quotes the lines around, and there may be secrets.
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            findings.problem(Origin.of(file, line) + ": not YAML: " + e.getProblem() + ".");
        } catch (YamlEngineException e) {
            findings.problem(file + ": not YAML: " + firstLine(e) + ".");
        } catch (IllegalArgumentException e) {
            // The library lets this one through, of an escape beyond the last character there is.
            findings.problem(file + ": not YAML: it holds an escape that stands for no character.");
        } catch (StackOverflowError e) {
            findings.problem(file + ": nested too deeply.");
        }
        return Optional.empty();
    }

    private static String firstLine(YamlEngineException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse("unreadable")
                .replaceFirst("\\.$", "");
    }
}
