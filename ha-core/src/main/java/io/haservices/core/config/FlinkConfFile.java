package io.haservices.core.config;

import java.nio.file.Path;

/**
 * Reads {@code flink-conf.yaml} as Apache Flink up to 1.18 did (CF-07): not as YAML, but line by line {@code key: value};
 * {@code #} begins a comment anywhere, a value may hold anything else, and of two lines with one key the last counts.
 */
final class FlinkConfFile {
    private FlinkConfFile() {}

    static Layer read(Path file, Findings findings) {
        Layer layer = new Layer();
        String[] lines = BoundedText.read(file, findings).orElse("").split("\\R");
        for (int i = 0; i < lines.length; i++) {
            Origin origin = Origin.of(file, i + 1);
            String line = lines[i].split("#", 2)[0].trim();
            if (line.isEmpty() || line.equals("---")) {
                continue;
            }
            int colon = line.indexOf(": ");
            if (colon <= 0) {
                // The line itself is not shown: it may hold a secret.
                findings.warning(origin + ": skipped, for it is not 'key: value' with a blank after the colon.");
                continue;
            }
            String key = line.substring(0, colon).trim();
            GivenValue former =
                    layer.put(key, new GivenValue(line.substring(colon + 2).trim(), origin));
            if (former != null) {
                findings.warning("'" + key + "' is written twice (" + former.origin() + " and " + origin
                        + "); the last counts.");
            }
        }
        return layer;
    }
}
