package io.haservices.bootstrap;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * From one line of servers to another, over the same data. A server of 3.4 may leave a transaction log and no snapshot, which later ones take
 * for damage and refuse. They are told to trust it when, and only when, the last server on this data is known to have been such a one.
 */
record Upgrade(DataFolder data) {
    private static final String SETTING = "snapshot.trust.empty";

    /** What the next server has to be told; {@code jar} is remembered for the time after it. */
    EffectiveConfiguration to(ServerJar jar, EffectiveConfiguration effective) {
        try {
            boolean trusts = !jar.isBefore35() && last().filter("3.4"::equals).isPresent() && !hasSnapshots();
            // As long as there is no snapshot the case stays the same, also when the newer server ended early.
            if (!trusts) {
                Files.writeString(lastServer(), jar.line() + "\n");
            }
            return trusts ? effective.with(SETTING, "true") : effective;
        } catch (IOException e) {
            throw BootstrapException.configuration("cannot read or write in " + data.path() + ": " + e);
        }
    }

    private Optional<String> last() throws IOException {
        return Files.exists(lastServer())
                ? Optional.of(Files.readString(lastServer()).strip())
                : Optional.empty();
    }

    private Path lastServer() {
        return data.path().resolve("server.line");
    }

    private boolean hasSnapshots() throws IOException {
        Path versions = data.path().resolve("version-2");
        if (!Files.isDirectory(versions)) {
            return false;
        }
        try (DirectoryStream<Path> snapshots = Files.newDirectoryStream(versions, "snapshot.*")) {
            return snapshots.iterator().hasNext();
        }
    }
}
