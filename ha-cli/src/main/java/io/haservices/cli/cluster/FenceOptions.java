package io.haservices.cli.cluster;

import io.haservices.Fence;
import io.haservices.cli.console.Surroundings;
import io.haservices.cli.console.UsageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a write is checked against (CLI-07): never nothing. */
public final class FenceOptions {
    @Mixin
    ElectionOption election;

    @Option(
            names = "--epoch",
            paramLabel = "N",
            description = "The term that the write belongs to: refused with exit code 3 when another has begun."
                    + " Default: $$HA_EPOCH, which 'ha run' sets.")
    @Nullable
    Long epoch;

    @Option(
            names = "--unfenced",
            description = "Write in whatever term is current, as an operator: reads the epoch and guards on it.")
    boolean unfenced;

    /** The election's name. */
    public String election(Surroundings surroundings) {
        return election.name(surroundings);
    }

    /** Finds what is wrong before a service is asked: a usage error when there is no fence, or none that can be one. */
    public void check(Surroundings surroundings) {
        Fence unused = fence(surroundings);
    }

    /** The fence that was given; a usage error when there is none, or one that does not belong here. */
    public Fence fence(Surroundings surroundings, String clusterId) {
        Optional<String> cluster = surroundings.variable("HA_CLUSTER_ID");
        boolean handedOver = epoch == null && !unfenced;
        if (handedOver && cluster.isPresent() && !cluster.get().equals(clusterId)) {
            throw new UsageException("refused: HA_EPOCH is a term in cluster '" + cluster.get() + "', but this"
                    + " configuration is of cluster '" + clusterId + "'; give --epoch N or --unfenced.");
        }
        return fence(surroundings);
    }

    private Fence fence(Surroundings surroundings) {
        if (unfenced && epoch != null) {
            throw new UsageException(
                    "--epoch and --unfenced exclude each other: a write is of one term, or of the current one.");
        }
        if (unfenced) {
            return Fence.currentTerm();
        }
        return Fence.epoch(epoch != null ? positive(epoch, "--epoch") : ofEnvironment(surroundings));
    }

    // The epoch that 'ha run' handed over fences its own election and cluster, and says nothing about any other.
    private long ofEnvironment(Surroundings surroundings) {
        String name = election(surroundings);
        Optional<String> led = ElectionOption.ofEnvironment(surroundings);
        Optional<String> number = surroundings.variable("HA_EPOCH");
        if (number.isEmpty()) {
            throw new UsageException("refused without a fence: give --epoch N of the term that you lead, run it beneath"
                    + " 'ha run', or say --unfenced to write in whatever term is current.");
        }
        if (led.isPresent() && !led.get().equals(name)) {
            throw new UsageException("refused: HA_EPOCH is a term of election '" + led.get() + "', not of '" + name
                    + "'; give --epoch N or --unfenced.");
        }
        try {
            return positive(Long.parseLong(number.get().trim()), "HA_EPOCH");
        } catch (NumberFormatException e) {
            throw new UsageException(
                    "HA_EPOCH: '" + number.get() + "' is not an epoch, which is a whole number above 0.");
        }
    }

    private static long positive(long number, String where) {
        if (number <= 0) {
            throw new UsageException(where + ": " + number + " is not an epoch, which is a whole number above 0.");
        }
        return number;
    }
}
