package io.haservices.testkit.tck.storage;

import io.haservices.errors.MissingBlobException;
import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.Judge;
import io.haservices.testkit.tck.Verdict;
import io.haservices.values.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the chapters have in common: a fresh root for each test, and verbs that judge. */
@ExtendWith(Judge.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
public abstract class StorageChapter {
    private final List<Storage> opened = new ArrayList<>();
    private StorageFixture fixture;
    private Verdict verdict;
    private URI root;

    /** For subclasses. */
    protected StorageChapter() {}

    /** The fixture for the next test; may be the same for all. */
    protected abstract StorageFixture fixture();

    @BeforeEach
    void begin(TestInfo test) {
        fixture = fixture();
        verdict = Verdict.of(test.getTestMethod().orElseThrow());
        root = fixture.newRoot();
    }

    @AfterEach
    void end() {
        try {
            opened.forEach(Storage::close);
            opened.clear();
        } finally {
            fixture.reset();
        }
    }

    final StorageFixture faults() {
        return fixture;
    }

    final URI root() {
        return root;
    }

    /** Another storage on the test's root. */
    final Storage open() {
        return open(root);
    }

    final Storage open(URI at) {
        Storage storage = fixture.open(at);
        opened.add(storage);
        return storage;
    }

    /** A storage on the test's root, which has been made. */
    final Storage ready() {
        Storage storage = open();
        storage.probe();
        return storage;
    }

    final Verdict verdict() {
        return verdict;
    }

    final void expect(boolean holds, String seen) {
        verdict.expect(holds, seen);
    }

    final void expectEqual(Object actual, Object expected, String what) {
        verdict.expectEqual(actual, expected, what);
    }

    static void write(Storage storage, BlobName name, String content) {
        storage.write(name, BlobSource.of(Bytes.utf8(content).toArray()));
    }

    /** Each with its path as content, many at a time. */
    final void writeAll(Storage storage, List<BlobName> names) {
        new Together(verdict).run(names, name -> write(storage, name, name.path()));
    }

    /** The content of a blob, if there is one. */
    final Optional<byte[]> find(Storage storage, BlobName name) {
        try (InputStream stream = storage.open(name)) {
            return Optional.of(stream.readAllBytes());
        } catch (MissingBlobException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw verdict.broken("reading " + name + " failed with " + e, e);
        }
    }

    /** The content of a blob, or "nothing" when there is none. */
    final String read(Storage storage, BlobName name) {
        return find(storage, name).map(content -> Bytes.of(content).utf8()).orElse("nothing");
    }

    /** The failure of something that must fail with a StorageException. */
    final StorageException failure(String what, Runnable action) {
        try {
            action.run();
        } catch (StorageException e) {
            return e;
        } catch (RuntimeException e) {
            throw verdict.broken(what + " failed with " + e, e);
        }
        throw verdict.broken(what + " succeeded");
    }
}
