package io.haservices.cli.fsck;

import io.haservices.check.CheckOptions;
import io.haservices.cli.cluster.NameConverter;
import io.haservices.cli.console.UsageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a run may do. */
final class FsckOptions {
    @Option(
            names = "--election",
            paramLabel = "ELECTION",
            converter = NameConverter.class,
            description = "Only this election; default: all.")
    @Nullable
    String election;

    @Option(
            names = "--repair",
            description = "Remove garbage, and move pointers to missing or damaged bytes into quarantine.")
    boolean repair;

    @Option(names = "--dry-run", description = "Only show what is found; the default.")
    boolean dryRun;

    @Option(names = "--quick", description = "Look whether the bytes are there, but do not read them.")
    boolean quick;

    @Option(
            names = "--origin",
            paramLabel = "ID",
            converter = NameConverter.class,
            description = "Measure what belongs to this other origin and, with --repair, remove it. It may be in use by"
                    + " another coordination service that shares the storage.")
    @Nullable
    String origin;

    @Option(
            names = "--purge-quarantine",
            description = "With --repair: end the quarantines of earlier repairs. What they held is garbage then.")
    boolean purge;

    Optional<String> election() {
        return Optional.ofNullable(election);
    }

    Optional<String> origin() {
        return Optional.ofNullable(origin);
    }

    /** As the services take them. */
    CheckOptions checked() {
        if (repair && dryRun) {
            throw new UsageException("--repair and --dry-run exclude each other.");
        }
        if (purge && !repair) {
            throw new UsageException("--purge-quarantine removes something, so it needs --repair.");
        }
        return new CheckOptions(!quick, repair, purge, origin());
    }
}
