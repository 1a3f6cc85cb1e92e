package io.haservices.storage.hdfs;

import java.io.IOException;

/** Not HDFS failed, but what was to be written could not be read. */
final class SourceException extends IOException {
    private static final long serialVersionUID = 1;

    SourceException(IOException cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
