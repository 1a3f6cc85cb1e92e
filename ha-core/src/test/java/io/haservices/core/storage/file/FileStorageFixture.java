package io.haservices.core.storage.file;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.UnsupportedFault;
import io.haservices.testkit.tck.storage.StorageFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Folders in a temporary one; writers that die are processes of their own. */
final class FileStorageFixture implements StorageFixture {
    private static final boolean SUPERUSER = "root".equals(System.getProperty("user.name"));

    private final Path folder;
    private final List<Path> readOnly = new ArrayList<>();
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
    public void crashAfterWriting(URI root, BlobName name, byte[] content) {
        die(root.toString(), name.path(), Base64.getEncoder().encodeToString(content));
    }

    @Override
    public void crashWhileWriting(URI root, BlobName name) {
        die(root.toString(), name.path());
    }

    @Override
    public void makeUnwritable(URI root) {
        Path path = Path.of(root);
        if (!SUPERUSER) {
            permit(path, false);
        } else if (!run("mount", "--bind", path.toString(), path.toString())) {
            throw new UnsupportedFault("permissions do not bind root, and nothing can be mounted here");
        } else if (!run("mount", "-o", "remount,ro,bind", path.toString())) {
            run("umount", path.toString());
            throw new UnsupportedFault("permissions do not bind root, and nothing can be mounted read-only here");
        }
        readOnly.add(path);
    }

    @Override
    public void makeWritable(URI root) {
        Path path = Path.of(root);
        if (readOnly.remove(path)) {
            if (SUPERUSER) {
                run("umount", path.toString());
            } else {
                permit(path, true);
            }
        }
    }

    @Override
    public void reset() {
        List.copyOf(readOnly).forEach(path -> makeWritable(path.toUri()));
    }

    private static void permit(Path root, boolean writable) {
        try (Stream<Path> paths = Files.walk(root)) {
            paths.filter(Files::isDirectory).forEach(path -> path.toFile().setWritable(writable));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void die(String... arguments) {
        try {
            int code = ChildJvm.start(DyingWriterMain.class, arguments).waitFor();
            if (code != DyingWriterMain.DIED) {
                throw new IllegalStateException("the writer did not die as it should, but with exit code " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
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
