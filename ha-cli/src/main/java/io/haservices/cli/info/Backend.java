package io.haservices.cli.info;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.cli.console.Console;
import io.haservices.core.discovery.Installed;
import io.haservices.spi.coordination.CoordinationProvider;
import java.io.PrintStream;
import java.util.Map;

/** A coordination backend with what it says of its client, or why it cannot say anything. */
record Backend(Installed<CoordinationProvider> installed, Map<String, String> facts) {
    static Backend of(Installed<CoordinationProvider> installed) {
        return new Backend(installed, facts(installed.provider()));
    }

    /** Where any backend comes from. */
    static void putOrigin(ObjectNode json, Installed<?> backend) {
        json.put("jar", backend.source());
        json.put("plugin", backend.plugin().isEmpty() ? null : backend.plugin());
    }

    private static Map<String, String> facts(CoordinationProvider provider) {
        try {
            return provider.describe();
        } catch (RuntimeException | LinkageError e) {
            // No client jar, or two: the version is wanted most when something is wrong.
            return Map.of("problem", String.valueOf(e.getMessage()));
        }
    }

    private String name() {
        return installed.provider().name();
    }

    void put(ObjectNode json) {
        json.put("name", name());
        putOrigin(json, installed);
        ObjectNode client = json.putObject("client");
        facts.forEach((key, value) -> client.put(Console.field(key), value));
    }

    void print(PrintStream out) {
        out.println("coordination " + installed);
        facts.forEach((key, value) -> out.println("  " + key + ": " + value));
    }
}
