package io.haservices.testkit.tck.storage;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.UnsupportedFault;
import java.net.URI;

/**
 * What a storage's author provides to run the TCK. A fault that isn't implemented skips the tests that need it, with the reason.
 * All methods are called by the test's thread only, and a fault is in force when its method returns.
 */
public interface StorageFixture {
    /** A root at which there is nothing, not even a folder; another one with each call. */
    URI newRoot();

    /** Opens a storage at this root, as a process of its own would; the test closes it. */
    Storage open(URI root);

    /**
     * A process writes this blob and dies without closing anything, right after {@link Storage#write} has returned. Without a
     * process of its own, a storage that is never closed comes near it.
     */
    default void crashAfterWriting(URI root, BlobName name, byte[] content) {
        open(root).write(name, BlobSource.of(content));
    }

    /** A process begins to write this blob and dies before it has done so, leaving behind whatever such a death leaves. */
    default void crashWhileWriting(URI root, BlobName name) {
        throw new UnsupportedFault("this fixture cannot make a writer die");
    }

    /** From now on nothing can be written beneath this root: it is full, or not permitted. */
    default void makeUnwritable(URI root) {
        throw new UnsupportedFault("this fixture cannot make a root unwritable");
    }

    /** Ends {@link #makeUnwritable}. */
    default void makeWritable(URI root) {
        throw new UnsupportedFault("this fixture cannot make a root writable again");
    }

    /** Ends all faults and removes what was made; called after each test. */
    default void reset() {}
}
