package io.haservices.testkit.tck.storage;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.UnsupportedFault;
import java.net.URI;
import java.util.Optional;

/**
 * What a storage's author provides to run the TCK: roots, how to open them, and {@link #childConfiguration}, with which writers
 * become processes that die. A fault that isn't implemented skips the tests that need it, with the reason. All methods are called
 * by the test's thread only, and a fault is in force when its method returns.
 */
public interface StorageFixture {
    /** A root at which there is nothing, not even a folder; another one with each call. */
    URI newRoot();

    /**
     * A root at which there is nothing, with space for a megabyte of small blobs, but not for a blob of 32 MiB: a small disk, or
     * a quota. Another one with each call, but {@link #reset} may end the former ones.
     */
    default URI newSmallRoot() {
        throw new UnsupportedFault("this fixture cannot limit the space of a root");
    }

    /** Opens a storage at this root, as a process of its own would; the test closes it. */
    Storage open(URI root);

    /**
     * The configuration with which a process of its own opens a storage at any of these roots. It finds the provider as every
     * process does: by the scheme of the root, with {@link java.util.ServiceLoader}, on the class path of this JVM. It is told the
     * configuration through a pipe. Nothing, if a process of its own cannot reach the roots.
     */
    default Optional<Configuration> childConfiguration() {
        return Optional.empty();
    }

    /**
     * How many names the service gives or takes at once, in lists and deletions. The TCK goes to that number and beyond, so a small
     * one, where the service can be set so, makes it fast.
     */
    default int pageSize() {
        return 1_000;
    }

    /**
     * A process writes this blob and dies without closing anything, right after {@link Storage#write} has returned. Without
     * {@link #childConfiguration}, a storage that is never closed comes near it.
     */
    default void crashAfterWriting(URI root, BlobName name, byte[] content) {
        if (childConfiguration().isPresent()) {
            StorageProcess.writeAndDie(this, root, name, content);
        } else {
            open(root).write(name, BlobSource.of(content));
        }
    }

    /**
     * A process begins to write this blob and dies before it has done so, leaving behind whatever such a death leaves. By default
     * it dies after 20 of 24 MiB.
     */
    default void crashWhileWriting(URI root, BlobName name) {
        StorageProcess.dieInTheMiddle(this, root, name);
    }

    /**
     * A process writes {@link NumberedBlob}s, from 0 on, one after the other, until it is killed, which it is when at least so many
     * writes have returned. Returns how many writes it has told to have returned; one more may have been done.
     */
    default int writeUntilKilled(URI root, int atLeast) {
        return StorageProcess.writeUntilKilled(this, root, atLeast);
    }

    /**
     * A process with little memory writes a blob that is larger, reads it, and compares.
     *
     * @param heap the size of its heap and of its other memory, in bytes
     * @param length the length of the blob, in bytes
     * @throws IllegalStateException when it did not succeed, with the reason
     */
    default void streamWithLittleMemory(URI root, BlobName name, long heap, long length) {
        StorageProcess.stream(this, root, name, heap, length);
    }

    /** From now on nothing may be written or deleted beneath this root, for lack of permission; reading goes on. */
    default void makeUnwritable(URI root) {
        throw new UnsupportedFault("this fixture cannot make a root unwritable");
    }

    /** Ends {@link #makeUnwritable}. */
    default void makeWritable(URI root) {
        throw new UnsupportedFault("this fixture cannot make a root writable again");
    }

    /** From now on nothing beneath this root may be read or listed, for lack of permission. */
    default void makeUnreadable(URI root) {
        throw new UnsupportedFault("this fixture cannot make a root unreadable");
    }

    /** Ends {@link #makeUnreadable}. */
    default void makeReadable(URI root) {
        throw new UnsupportedFault("this fixture cannot make a root readable again");
    }

    /** The next conditional write beneath this root is done, if its condition holds, and its answer gets lost on the way. */
    default void loseNextAnswer(URI root) {
        throw new UnsupportedFault("this fixture cannot lose an answer");
    }

    /** Ends all faults and removes what was made; called after each test. */
    default void reset() {}
}
