package io.haservices.testkit.tck.storage;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import java.util.Arrays;

/**
 * What a writer writes that is going to be killed: name and content follow from the number.
 *
 * @param number from 0 on
 */
public record NumberedBlob(int number) {
    private static final int SIZE = 200_000;

    /** The one of this name. */
    static NumberedBlob of(BlobName name) {
        return new NumberedBlob(Integer.parseInt(name.path().replaceFirst(".*/b", "")));
    }

    /** Beneath one of seven paths. */
    public BlobName name() {
        return BlobName.of("numbered", "n" + number % 7, "b" + number);
    }

    /** Its bytes. */
    public BlobSource source() {
        return BlobSource.of(content());
    }

    byte[] content() {
        byte[] bytes = new byte[SIZE];
        Arrays.fill(bytes, (byte) number);
        return bytes;
    }
}
