package io.haservices.core.storage.file;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.UnsupportedFault;
import io.haservices.testkit.tck.storage.StorageFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Folders in a temporary one. Permissions do not bind root, for whom a folder is mounted read-only instead. */
final class FileStorageFixture implements StorageFixture {
    private static final boolean SUPERUSER = "root".equals(System.getProperty("user.name"));

    private final Path folder;
    private final List<Path> mounted = new ArrayList<>();
    private final List<Path> changed = new ArrayList<>();
    private int count;

    FileStorageFixture(Path folder) {
        this.folder = folder;
    }

    @Override
    public URI newRoot() {
        return folder.resolve("root-" + count++).toUri();
    }

    @Override
    public Storage open(URI root) {
        return new FileStorageProvider().open(root, Configuration.of(Map.of()));
    }

    @Override
    public Optional<Configuration> childConfiguration() {
        return Optional.of(Configuration.of(Map.of()));
    }

    @Override
    public URI newSmallRoot() {
        Path path = Path.of(newRoot());
        path.toFile().mkdirs();
        if (!run("mount", "-t", "tmpfs", "-o", "size=4m", "ha-test", path.toString())) {
            throw new UnsupportedFault("a small file system cannot be mounted here; that needs root");
        }
        mounted.add(path);
        return path.toUri();
    }

    @Override
    public void makeUnwritable(URI root) {
        Path path = Path.of(root);
        if (!SUPERUSER) {
            permit(path, "r-xr-xr-x");
        } else if (!run("mount", "--bind", path.toString(), path.toString())) {
            throw new UnsupportedFault("permissions do not bind root, and nothing can be mounted here");
        } else {
            mounted.add(path);
            if (!run("mount", "-o", "remount,ro,bind", path.toString())) {
                throw new UnsupportedFault("permissions do not bind root, and nothing can be mounted read-only here");
            }
        }
    }

    @Override
    public void makeWritable(URI root) {
        heal(Path.of(root));
    }

    @Override
    public void makeUnreadable(URI root) {
        if (SUPERUSER) {
            throw new UnsupportedFault("permissions do not bind root");
        }
        permit(Path.of(root), "---------");
    }

    @Override
    public void makeReadable(URI root) {
        heal(Path.of(root));
    }

    @Override
    public void reset() {
        List.copyOf(mounted).forEach(FileStorageFixture::unmount);
        mounted.clear();
        List.copyOf(changed).forEach(this::heal);
    }

    private void heal(Path root) {
        if (mounted.remove(root)) {
            unmount(root);
        }
        if (changed.remove(root)) {
            permitAgain(root);
        }
    }

    private static void unmount(Path path) {
        run("umount", path.toString());
    }

    private void permit(Path root, String mode) {
        changed.add(root);
        try (Stream<Path> paths = Files.walk(root)) {
            // The deepest first: afterwards there is no way to them.
            for (Path path : paths.filter(Files::isDirectory)
                    .sorted(Comparator.reverseOrder())
                    .toList()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From above, for there may be no way yet to what is beneath. */
    private static void permitAgain(Path directory) {
        try {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            try (DirectoryStream<Path> beneath = Files.newDirectoryStream(directory, Files::isDirectory)) {
                beneath.forEach(FileStorageFixture::permitAgain);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
