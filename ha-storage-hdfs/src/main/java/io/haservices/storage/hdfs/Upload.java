package io.haservices.storage.hdfs;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.ConditionalPut;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/** Writes under a temporary name beside the blob's own, and renames in the end. */
final class Upload {
    private static final int ATTEMPTS = 3;
    private static final byte[] PROBE = {1, 2, 3};

    private final HdfsRoot root;
    private final Retries retries;
    private final HdfsClient client;

    Upload(HdfsRoot root, Retries retries, HdfsClient client) {
        this.root = root;
        this.retries = retries;
        this.client = client;
    }

    long write(BlobName name, BlobSource source) throws IOException {
        Path target = root.of(name);
        Path temporary = temporary(target);
        try {
            IncompleteFile file = begin(temporary, source);
            // Overwrites in one step, or it does not.
            new Completion(file, target, Options.Rename.OVERWRITE, client.isRepeating()).run(retries);
            return file.length();
        } catch (IOException | RuntimeException e) {
            remove(temporary, e);
            throw e;
        }
    }

    ConditionalPut putIfAbsent(BlobName name, BlobSource source) throws IOException {
        Path target = root.of(name);
        Path temporary = temporary(target);
        try {
            Completion completion =
                    new Completion(begin(temporary, source), target, Options.Rename.NONE, client.isRepeating());
            if (completion.run(retries)) {
                return ConditionalPut.DONE;
            }
            return afterRefusal(temporary, completion.isAnswerLost());
        } catch (LostAnswerException e) {
            remove(temporary, e);
            return ConditionalPut.UNKNOWN;
        } catch (IOException | RuntimeException e) {
            remove(temporary, e);
            throw e;
        }
    }

    /** As long as our file was there, no attempt had taken effect; and from its removal on none can. */
    private ConditionalPut afterRefusal(Path temporary, boolean answerLost) {
        try {
            boolean wasThere = Interrupts.defer(() -> retries.run(fileSystem -> fileSystem.delete(temporary, false)));
            return wasThere || !answerLost ? ConditionalPut.REFUSED : ConditionalPut.UNKNOWN;
        } catch (IOException e) {
            // What stays is listed as incomplete.
            return answerLost ? ConditionalPut.UNKNOWN : ConditionalPut.REFUSED;
        }
    }

    /** Leaves nothing; its file is one that no list shows. */
    void probe() throws IOException {
        Path temporary = temporary(new Path(root.path(), "probe"));
        Path renamed = new Path(root.path(), ".probe-" + UUID.randomUUID());
        try {
            IncompleteFile file = begin(temporary, BlobSource.of(PROBE));
            new Completion(file, renamed, Options.Rename.NONE, client.isRepeating()).run(retries);
            byte[] read = retries.run(fileSystem -> {
                try (InputStream content = fileSystem.open(renamed)) {
                    return content.readAllBytes();
                }
            });
            if (!java.util.Arrays.equals(read, PROBE)) {
                throw new IOException("a file that was just written holds other bytes");
            }
        } catch (IOException | RuntimeException e) {
            remove(temporary, e);
            remove(renamed, e);
            throw e;
        }
        retries.run(fileSystem -> fileSystem.delete(renamed, false));
    }

    /** Begins anew while no NameNode serves, and some times when the DataNodes of a block fail all together. */
    private IncompleteFile begin(Path temporary, BlobSource source) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return retries.run(
                        fileSystem -> IncompleteFile.write(fileSystem, temporary, source, client.login()::refresh));
            } catch (IOException e) {
                if (attempt == ATTEMPTS || !Failures.isOfPipeline(e)) {
                    throw e;
                }
            }
        }
    }

    /** Once, without patience: what stays is listed as incomplete. */
    private void remove(Path file, Exception cause) {
        try {
            Interrupts.defer(() -> client.call(fileSystem -> fileSystem.delete(file, false)));
        } catch (IOException | RuntimeException e) {
            IncompleteFile.suppress(cause, e);
        }
    }

    private static Path temporary(Path target) {
        return new Path(target.getParent(), IncompleteName.of(target.getName()));
    }
}
