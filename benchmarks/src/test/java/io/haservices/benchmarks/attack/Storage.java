package io.haservices.benchmarks.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The storage of the contenders, which can be away: a link that leads nowhere for that time. */
final class Storage {
    /** Nothing can be created beneath a device. */
    private static final Path NOWHERE = Path.of("/dev/null/storage");

    private final Path link;
    private final Path folder;

    private Storage(Path link, Path folder) {
        this.link = link;
        this.folder = folder;
    }

    static Storage in(Path parent) {
        try {
            Path folder = Files.createDirectory(parent.resolve("blobs"));
            return new Storage(Files.createSymbolicLink(parent.resolve("storage"), folder), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String uri() {
        return "file://" + link;
    }

    void takeAway() {
        leadTo(NOWHERE);
    }

    void giveBack() {
        leadTo(folder);
    }

    private void leadTo(Path target) {
        try {
            Path next = Files.createSymbolicLink(link.resolveSibling("next"), target);
            Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
