package io.haservices.storage.hdfs;

import java.io.IOException;

/** The last step of a write was sent, and nobody could say in time whether it took effect. */
final class LostAnswerException extends IOException {
    private static final long serialVersionUID = 1;

    LostAnswerException(IOException cause) {
        super(
                "the answer to the last step was lost, so the blob is there whole or not at all. Read it back, or write again",
                cause);
    }
}
