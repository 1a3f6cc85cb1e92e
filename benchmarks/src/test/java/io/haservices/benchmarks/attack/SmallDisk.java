package io.haservices.benchmarks.attack;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A disk of a few megabytes that can be filled up. It is in memory, and root mounts it. */
final class SmallDisk implements AutoCloseable {
    static final String OBSTACLE = "only root can mount a small disk";
    private static final int BLOCK = 4096;
    private static final int LARGE = 1 << 20;

    private final Path mount;
    private final Thread atExit = new Thread(this::unmount, "small-disk-at-exit");

    private SmallDisk(Path mount) {
        this.mount = mount;
    }

    /** Nothing where it cannot be. */
    static Optional<SmallDisk> in(Path folder, int megabytes) {
        if (!Commands.isRoot()) {
            return Optional.empty();
        }
        try {
            Path mount = Files.createDirectory(folder.resolve("small-disk"));
            Commands.run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", mount.toString());
            SmallDisk disk = new SmallDisk(mount);
            Runtime.getRuntime().addShutdownHook(disk.atExit);
            return Optional.of(disk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AssertionError e) {
            // Containers often forbid it, also to root.
            return Optional.empty();
        }
    }

    Path data() {
        return mount.resolve("data");
    }

    long free() {
        try {
            return Files.getFileStore(mount).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes what is free, to the last block. */
    void fill() {
        for (int size = LARGE; size >= BLOCK; size /= 16) {
            try (OutputStream filler = Files.newOutputStream(mount.resolve("filler-" + size))) {
                while (true) {
                    filler.write(new byte[size]);
                }
            } catch (IOException e) {
                // No space is left for one of this size.
            }
        }
    }

    void empty() {
        try {
            for (int size = LARGE; size >= BLOCK; size /= 16) {
                Files.deleteIfExists(mount.resolve("filler-" + size));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        unmount();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void unmount() {
        Commands.run("umount", "-l", mount.toString());
    }
}
