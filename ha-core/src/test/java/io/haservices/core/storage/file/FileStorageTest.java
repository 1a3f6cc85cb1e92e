package io.haservices.core.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.config.Configuration;
import io.haservices.errors.MissingBlobException;
import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.ConditionalPut;
import io.haservices.spi.storage.IncompleteWrite;
import io.haservices.spi.storage.Storage;
import io.haservices.values.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStorageTest {
    @TempDir
    Path folder;

    private Path root;
    private Storage storage;

    @BeforeEach
    void open() {
        root = folder.resolve("not/yet/there");
        storage = open(root);
    }

    @Test
    void writesAFileOfTheEncodedName() throws IOException {
        BlobName name = BlobName.of("cluster", "a/b", "x y");
        assertThat(storage.write(name, BlobSource.of(new byte[] {1, 2, 3}))).isEqualTo(3);
        assertThat(Files.readAllBytes(root.resolve("cluster/a%2Fb/x%20y"))).containsExactly(1, 2, 3);
        assertThat(read(name)).containsExactly(1, 2, 3);
        assertThat(Path.of(storage.location(name))).isEqualTo(root.resolve("cluster/a%2Fb/x%20y"));
    }

    @Test
    void listsOnlyWhatIsABlob() throws IOException {
        write("b/c");
        write("b-a");
        write("b.x");
        Files.writeString(root.resolve(IncompleteName.of("b")), "half");
        Files.writeString(root.resolve("foreign~file"), "x");
        Files.createDirectories(root.resolve("lost+found/inner"));
        Files.createSymbolicLink(root.resolve("link"), folder);
        assertThat(storage.list("")).extracting(BlobName::path).containsExactly("b-a", "b.x", "b/c");
        assertThat(storage.list("b")).extracting(BlobName::path).containsExactly("b/c");
        assertThat(storage.list("b/c")).extracting(BlobName::path).containsExactly("b/c");
        assertThat(storage.list("b/c/d")).isEmpty();
    }

    @Test
    void takesARootThatIsALink() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Storage linked = open(Files.createSymbolicLink(folder.resolve("link"), real));
        linked.probe();
        linked.write(BlobName.of("a", "b"), BlobSource.of(new byte[1]));
        assertThat(linked.list("a")).containsExactly(BlobName.of("a", "b"));
        assertThat(linked.incomplete("")).isEmpty();
        linked.delete(List.of(BlobName.of("a", "b")));
        assertThat(real).isEmptyDirectory();
    }

    @Test
    void removesDirectoriesThatHaveBecomeEmptyButNotTheRoot() {
        write("a/b/c");
        write("a/d");
        storage.delete(List.of(new BlobName("a/b/c"), new BlobName("a/b/absent"), new BlobName("a/b")));
        assertThat(root.resolve("a/b")).doesNotExist();
        assertThat(root.resolve("a/d")).exists();
        storage.delete(List.of(new BlobName("a/d")));
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void saysThatABlobIsMissingAlsoWhereADirectoryIs() {
        write("a/b");
        assertThatThrownBy(() -> storage.open(new BlobName("a")))
                .isInstanceOf(MissingBlobException.class)
                .hasMessageContaining("'a'");
        assertThatThrownBy(() -> storage.open(new BlobName("a/b/c"))).isInstanceOf(MissingBlobException.class);
        assertThatThrownBy(() -> open(folder.resolve("absent")).open(new BlobName("a")))
                .isInstanceOf(MissingBlobException.class)
                .hasMessageContaining("is it mounted?");
    }

    @Test
    void leavesNothingOfAFailedWriteAndKeepsWhatWasThere() {
        write("a/b");
        BlobSource failing = () -> new ZeroStream(100_000, "the source broke");
        assertThatThrownBy(() -> storage.write(new BlobName("a/b"), failing))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("'a/b'", "the source broke");
        assertThat(read(new BlobName("a/b"))).hasSize(1);
        assertThat(storage.incomplete("")).isEmpty();
    }

    @Test
    void namesTheBlobAndTheReasonWhenAnotherBlobIsInTheWay() {
        write("a");
        assertThatThrownBy(() -> write("a/b"))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("cannot write the blob 'a/b'", "is in the way");
    }

    @Test
    void listsAndDiscardsWhatWritersLeftBeneathAPath() throws IOException {
        write("a/b/c");
        String own = IncompleteName.of("c");
        String neighbour = IncompleteName.of("cc");
        Files.writeString(root.resolve("a/b").resolve(own), "half");
        Files.writeString(root.resolve("a/b").resolve(neighbour), "half");
        Files.writeString(root.resolve("a/b/.incomplete-of-somebody-else"), "foreign");
        IncompleteWrite ofBlob = new IncompleteWrite(new BlobName("a/b/c"), own);
        IncompleteWrite ofNeighbour = new IncompleteWrite(new BlobName("a/b/cc"), neighbour);
        assertThat(storage.incomplete("x")).isEmpty();
        assertThat(storage.incomplete("a/b/c")).containsExactly(ofBlob);
        assertThat(storage.incomplete("a")).containsExactly(ofBlob, ofNeighbour);
        storage.discard(List.of(ofBlob));
        assertThat(storage.incomplete("")).containsExactly(ofNeighbour);
        storage.discard(List.of(ofBlob, ofNeighbour));
        assertThat(storage.incomplete("")).isEmpty();
        assertThat(storage.list("")).containsExactly(new BlobName("a/b/c"));
    }

    @Test
    void removesDirectoriesThatADiscardHasEmptied() throws IOException {
        Path directory = Files.createDirectories(root.resolve("a/b"));
        String id = IncompleteName.of("c");
        Files.writeString(directory.resolve(id), "half");
        storage.discard(List.of(new IncompleteWrite(new BlobName("a/b/c"), id)));
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void discardsNothingButIncompleteWrites() {
        write("a/b");
        assertThatThrownBy(() -> storage.discard(List.of(new IncompleteWrite(new BlobName("a/c"), "b"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'b' is not the id of an incomplete write of the blob 'a/c'");
        assertThat(storage.list("")).containsExactly(new BlobName("a/b"));
    }

    @Test
    void saysThatAWriteWasDiscardedWhileItWasUnderWay() {
        BlobSource discarded = () -> {
            storage.discard(storage.incomplete("a/b"));
            return new ZeroStream(100_000, "");
        };
        assertThatThrownBy(() -> storage.write(new BlobName("a/b"), discarded))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("cannot write the blob 'a/b'", "was removed before the write had ended");
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void putsIfAbsentOnlyOnce() {
        BlobName name = BlobName.of("a", "b");
        assertThat(storage.putIfAbsent(name, Bytes.utf8("one"))).isEqualTo(ConditionalPut.DONE);
        assertThat(storage.putIfAbsent(name, Bytes.utf8("two"))).isEqualTo(ConditionalPut.REFUSED);
        assertThat(read(name)).isEqualTo("one".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(storage.incomplete("")).isEmpty();
    }

    @Test
    void outlivesItsOwnRootBeingRemoved() throws IOException {
        write("a/b");
        Files.delete(root.resolve("a/b"));
        Files.delete(root.resolve("a"));
        Files.delete(root);
        write("a/b");
        assertThat(storage.list("")).containsExactly(new BlobName("a/b"));
    }

    @Test
    void writesWhileOthersRemoveTheSameDirectoriesAsEmpty() throws Exception {
        int rounds = 300;
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new java.util.concurrent.CopyOnWriteArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            // Each with a memory of directories of its own, as processes have.
            Storage own = open(root);
            BlobName name = BlobName.of("deep", "deeper", "deepest", "w" + writer);
            threads.add(new Thread(() -> {
                try {
                    for (int i = 0; i < rounds; i++) {
                        own.write(name, BlobSource.of(new byte[] {1}));
                        try (InputStream in = own.open(name)) {
                            assertThat(in.readAllBytes()).containsExactly(1);
                        }
                        own.delete(List.of(name));
                    }
                } catch (Throwable e) {
                    failures.add(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aWriteThatIsInterruptedAtAnyMomentIsDoneOrNot() throws Exception {
        for (int round = 0; round < 200; round++) {
            BlobName name = BlobName.of("a", "b" + round);
            AtomicReference<Boolean> done = new AtomicReference<>();
            Thread writer = new Thread(() -> {
                try {
                    storage.write(name, BlobSource.of(new byte[100]));
                    done.set(true);
                } catch (StorageException e) {
                    done.set(false);
                }
            });
            writer.start();
            LockSupport.parkNanos(round * 10_000L);
            writer.interrupt();
            writer.join();
            assertThat(storage.list(name.path())).hasSize(Boolean.TRUE.equals(done.get()) ? 1 : 0);
        }
        assertThat(storage.incomplete("")).isEmpty();
    }

    @Test
    void saysWhatToDoWithoutPermission() {
        assertThatThrownBy(() -> open(Path.of("/sys/ha-test")).probe())
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("/sys/ha-test", "ermi", "Give the user '" + System.getProperty("user.name"));
    }

    @Test
    void probesByWritingAndLeavesNothing() {
        storage.probe();
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void saysWhyTheRootCannotBeUsed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> open(file).probe())
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> open(file.resolve("beneath")).probe()).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> open(Path.of("/proc/ha-test")).probe())
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("/proc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:relative", "file://host/path", "file:///a?b", "file:///a#b", "file:"})
    void refusesARootThatIsNoAbsoluteDirectory(String text) {
        if (text.equals("file:")) {
            assertThatThrownBy(() -> URI.create(text)).isInstanceOf(IllegalArgumentException.class);
        } else {
            assertThat(new FileStorageProvider().validate(URI.create(text), Configuration.of(Map.of())))
                    .hasSize(1);
        }
    }

    @Test
    void doesNotRepeatAPasswordOfARootThatIsRefused() {
        URI root = URI.create("file://somebody:secret@host/path");
        assertThat(new FileStorageProvider().validate(root, Configuration.of(Map.of())))
                .singleElement()
                .asString()
                .contains("file:///host/path")
                .doesNotContain("secret");
    }

    private void write(String path) {
        storage.write(new BlobName(path), BlobSource.of(new byte[1]));
    }

    private byte[] read(BlobName name) {
        try (InputStream in = storage.open(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Storage open(Path root) {
        return new FileStorageProvider().open(root.toUri(), Configuration.of(Map.of()));
    }

    @Test
    void streamsWithoutHoldingTheBlobInMemory() throws IOException {
        long size = 300L * 1024 * 1024;
        BlobName name = BlobName.of("large");
        assertThat(storage.write(name, () -> new ZeroStream(size, ""))).isEqualTo(size);
        try (Stream<Path> files = Files.list(root)) {
            assertThat(files).containsExactly(root.resolve("large"));
        }
        storage.delete(List.of(name));
    }
}
