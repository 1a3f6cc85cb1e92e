package io.haservices.storage.hdfs;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** Somebody removed a file while it was being written: the blob will never be there. */
final class DiscardedException extends IOException {
    private static final long serialVersionUID = 1;

    DiscardedException(Path file, IOException cause) {
        super(
                "its unfinished file " + file
                        + " was removed before the write had ended, as 'ha fsck --repair' does with"
                        + " those of older terms. Nothing was written; if this process still leads, write again",
                cause);
    }
}
