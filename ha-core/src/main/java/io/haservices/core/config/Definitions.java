package io.haservices.core.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the definitions of the environment and of the command line (CF-04). */
final class Definitions {
    /** Lines of {@code key: value} or {@code key=value}. */
    static final String VARIABLE = "HA_PROPERTIES";

    // Up to the first '=' or colon: what follows is the value, whatever it holds.
    private static final Pattern DEFINITION =
            Pattern.compile("(?:-D)?\\s*([^\\s=:]+)\\s*(?:=|:(?=\\s|$))(.*)", Pattern.DOTALL);

    private Definitions() {}

    static Layer ofEnvironment(Map<String, String> environment, Findings findings) {
        Layer layer = new Layer();
        String[] lines = environment.getOrDefault(VARIABLE, "").split("\\R");
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].trim();
            if (!line.isEmpty() && !line.startsWith("#")) {
                Origin origin = new Origin("environment " + VARIABLE, i + 1);
                add(line, origin, "key: value' or 'key=value", layer, findings);
            }
        }
        return layer;
    }

    static Layer ofCommandLine(List<String> definitions, Findings findings) {
        Layer layer = new Layer();
        definitions.forEach(text -> add(text, Origin.COMMAND_LINE, "key=value", layer, findings));
        return layer;
    }

    private static void add(String text, Origin origin, String form, Layer layer, Findings findings) {
        Matcher definition = DEFINITION.matcher(text);
        if (definition.matches()) {
            layer.put(definition.group(1), new GivenValue(definition.group(2).trim(), origin));
        } else {
            // The text itself is not shown: it may hold a secret.
            findings.problem(origin + ": a definition is not of the form '" + form + "'.");
        }
    }
}
