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
    private final boolean repeated;
    private boolean lost;

    /** With whether Hadoop's client repeats a call by itself: then its last failure says nothing about the ones before. */
    Completion(IncompleteFile file, Path target, Options.Rename how, boolean repeated) {
        this.file = file;
        this.target = target;
        this.how = how;
        this.repeated = repeated;
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
            lost |= Failures.isInterrupt(e) || (repeated ? Failures.isOfServing(e) : Failures.isAnswerLost(e));
            throw e;
        }
    }
}
