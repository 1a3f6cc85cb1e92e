package io.haservices.storage.hdfs;

import java.io.IOException;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** The last step of a write: gives a finished file its name, and knows whether an answer of the NameNode was lost meanwhile. */
final class Completion {
    private final IncompleteFile file;
    private final Path target;
    private final Options.Rename how;
    private boolean lost;

    Completion(IncompleteFile file, Path target, Options.Rename how) {
        this.file = file;
        this.target = target;
        this.how = how;
    }

    /**
     * Whether the file got the name.
     *
     * @throws LostAnswerException when nobody knows
     */
    boolean run(Retries retries) throws IOException {
        try {
            return Interrupts.defer(() -> retries.run(this::attempt));
        } catch (IOException e) {
            throw lost ? new LostAnswerException(e) : e;
        }
    }

    /** Whether an attempt may have taken effect, or may do so still, although none was answered with success. */
    boolean isAnswerLost() {
        return lost;
    }

    private boolean attempt(DistributedFileSystem fileSystem) throws IOException {
        try {
            return file.rename(fileSystem, target, how);
        } catch (IOException e) {
            lost |= Failures.isOfConnection(e) && !Failures.isWithoutEffect(e);
            lost |= Failures.isInterrupt(e);
            throw e;
        }
    }
}
