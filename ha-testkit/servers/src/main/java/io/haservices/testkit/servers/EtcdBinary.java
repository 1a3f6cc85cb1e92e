package io.haservices.testkit.servers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the program {@code etcd} is. */
final class EtcdBinary {
    /** Into which {@code scripts/etcd} unpacks Debian's package. */
    private static final String FOLDER_PROPERTY = "ha.test.etcd.folder";

    private static final String VARIABLE = "ETCD";

    private EtcdBinary() {}

    /** What the environment variable names, else what the project's script has unpacked, else what is in the PATH. */
    static Optional<Path> find() {
        String named = System.getenv(VARIABLE);
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named)).filter(EtcdBinary::isUsable);
        }
        Stream<Path> unpacked =
                Stream.ofNullable(System.getProperty(FOLDER_PROPERTY)).map(Path::of);
        Stream<Path> inPath = Arrays.stream(
                        Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(Path::of);
        return Stream.concat(unpacked, inPath)
                .map(folder -> folder.resolve("etcd"))
                .filter(EtcdBinary::isUsable)
                .findFirst();
    }

    private static boolean isUsable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
