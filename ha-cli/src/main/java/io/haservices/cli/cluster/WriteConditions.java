package io.haservices.cli.cluster;

import io.haservices.StateVersion;
import io.haservices.WriteOptions;
import io.haservices.cli.console.UsageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Conditions of a write, beside its fence. */
public final class WriteConditions {
    @Option(
            names = "--mark",
            paramLabel = "MARK",
            description =
                    "Repeats a write whose outcome was unknown (exit code 4), or names a new one: of all writes with"
                            + " the same mark one takes effect.")
    @Nullable
    String mark;

    @Option(
            names = "--if-version",
            paramLabel = "VERSION",
            description = "Only if exactly this version is there, as 'ha state ls' shows it; else exit code 1.")
    @Nullable
    String ifVersion;

    /** As the services take them. */
    public WriteOptions options(boolean mustBeAbsent) {
        if (mustBeAbsent && ifVersion != null) {
            throw new UsageException("--if-absent and --if-version exclude each other.");
        }
        try {
            return new WriteOptions(
                    mustBeAbsent, Optional.ofNullable(ifVersion).map(StateVersion::parse), Optional.ofNullable(mark));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
