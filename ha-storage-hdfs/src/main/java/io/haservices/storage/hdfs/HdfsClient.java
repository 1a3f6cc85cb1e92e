package io.haservices.storage.hdfs;

import io.haservices.errors.StorageException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.jspecify.annotations.Nullable;

/**
 * Hadoop's file system, made at the first call and closed with this. Not one of Hadoop's cached ones, which all users of a JVM
 * share and any of them may close.
 */
final class HdfsClient implements AutoCloseable {
    /** Something to do with the file system; may be called more than once. */
    interface Call<T> {
        T on(DistributedFileSystem fileSystem) throws IOException;
    }

    private final NameNodeAddress address;
    private final Login login;
    private final AtomicBoolean answered = new AtomicBoolean();
    private @Nullable DistributedFileSystem fileSystem;
    private boolean closed;

    HdfsClient(NameNodeAddress address, Login login) {
        this.address = address;
        this.login = login;
    }

    /** As who we are, with the class loader that Hadoop needs. */
    <T> T call(Call<T> call) throws IOException {
        try {
            return PluginClassLoader.call(() -> login.run(() -> {
                T result = call.on(fileSystem());
                answered.set(true);
                return result;
            }));
        } catch (IOException e) {
            if (Failures.isInterrupt(e)) {
                // Hadoop's client may have ended the interruption.
                Thread.currentThread().interrupt();
            }
            throw e;
        }
    }

    /** Whether a call has ever succeeded: then the configuration is not what is wrong. */
    boolean hasAnswered() {
        return answered.get();
    }

    /** Whether Hadoop's client repeats a call that failed, before it tells us. */
    boolean isRepeating() {
        return address.isRepeating();
    }

    Login login() {
        return login;
    }

    private synchronized DistributedFileSystem fileSystem() throws IOException {
        if (closed) {
            throw new StorageException("the storage " + address.uri() + " is closed. Open another one.");
        }
        if (fileSystem == null) {
            DistributedFileSystem made = new DistributedFileSystem();
            try {
                made.initialize(address.uri(), address.hadoop());
            } catch (IllegalArgumentException e) {
                if (e.getCause() instanceof UnknownHostException unknown) {
                    throw unknown;
                }
                throw new IOException("Hadoop's configuration is wrong: " + e.getMessage(), e);
            }
            fileSystem = made;
        }
        return fileSystem;
    }

    @Override
    public void close() {
        DistributedFileSystem open;
        synchronized (this) {
            open = fileSystem;
            fileSystem = null;
            closed = true;
        }
        if (open != null) {
            try {
                PluginClassLoader.call(() -> {
                    open.close();
                    return open;
                });
            } catch (IOException e) {
                // What was still being written could not be ended properly: it stays behind as incomplete.
                return;
            }
        }
    }
}
