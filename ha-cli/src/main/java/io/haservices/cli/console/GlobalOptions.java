package io.haservices.cli.console;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name. */
public final class GlobalOptions {
    @Option(
            names = "--conf",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "Folder of the configuration; default: $$HA_CONF_DIR, else conf beside bin.")
    @Nullable
    Path conf;

    private final Map<String, String> overrides = new LinkedHashMap<>();

    @Option(
            names = {"-o", "--output"},
            scope = ScopeType.INHERIT,
            paramLabel = "FORMAT",
            description = "How to print answers: ${COMPLETION-CANDIDATES}.")
    OutputFormat output = OutputFormat.TEXT;

    @Option(
            names = "--timeout",
            scope = ScopeType.INHERIT,
            paramLabel = "DURATION",
            description = "How long to try to reach the service, and to wait for each of its answers, before giving up"
                    + " with exit code 5; default: 15s.")
    Duration timeout = Duration.ofSeconds(15);

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colours, also on a terminal.")
    boolean noColor;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show the logs of the libraries and the traces of errors. HA_DEBUG=1 does the same.")
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    // A field would begin anew at the subcommand, and what was given before it would be forgotten.
    @Option(
            names = "-D",
            scope = ScopeType.INHERIT,
            paramLabel = "KEY=VALUE",
            description = "Sets one configuration value, above file and environment. Repeatable.")
    void define(@Nullable Map<String, String> values) {
        if (values != null) {
            overrides.putAll(values);
        }
    }

    /** The folder of the configuration, if it was given on the command line. */
    public @Nullable Path conf() {
        return conf;
    }

    /** The values given with {@code -D}, in order. */
    public Map<String, String> overrides() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(overrides));
    }

    /** How long to try to reach the service. */
    public Duration timeout() {
        if (timeout.isZero()) {
            throw new UsageException("--timeout has to be above 0: give for instance --timeout 15s");
        }
        return timeout;
    }
}
