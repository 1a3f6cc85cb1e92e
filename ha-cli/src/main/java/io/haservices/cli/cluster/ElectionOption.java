package io.haservices.cli.cluster;

import io.haservices.cli.console.Surroundings;
import io.haservices.cli.console.UsageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which election a command is about. */
public final class ElectionOption {
    private static final String DEFAULT = "default";

    @Option(
            names = "--election",
            paramLabel = "ELECTION",
            converter = NameConverter.class,
            description = "The election; default: $$HA_ELECTION, else 'default'.")
    @Nullable
    String election;

    /** The election as given: by the option, else by the environment, else the one named {@value #DEFAULT}. */
    public String name(Surroundings surroundings) {
        return given().or(() -> ofEnvironment(surroundings)).orElse(DEFAULT);
    }

    /** The election, if the option was given. */
    public Optional<String> given() {
        return Optional.ofNullable(election);
    }

    static Optional<String> ofEnvironment(Surroundings surroundings) {
        Optional<String> name = surroundings.variable("HA_ELECTION");
        try {
            name.ifPresent(new NameConverter()::convert);
        } catch (TypeConversionException e) {
            throw new UsageException("HA_ELECTION: " + e.getMessage());
        }
        return name;
    }
}
