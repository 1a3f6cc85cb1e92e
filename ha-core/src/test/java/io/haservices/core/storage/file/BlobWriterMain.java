package io.haservices.core.storage.file;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;

/** A process that writes blobs until it is killed, and prints the name of each one whose write has returned. */
final class BlobWriterMain {
    static final int SIZE = 200_000;

    private BlobWriterMain() {}

    public static void main(String[] args) {
        Storage storage = new FileStorageProvider().open(URI.create(args[0]), Configuration.of(Map.of()));
        // Bounded, should nobody come to kill us.
        for (int i = 0; i < 100_000; i++) {
            BlobName name = BlobName.of("job", "n" + i % 7, "b" + i);
            storage.write(name, BlobSource.of(content(i)));
            System.out.println(name);
        }
    }

    static byte[] content(int number) {
        byte[] bytes = new byte[SIZE];
        Arrays.fill(bytes, (byte) number);
        return bytes;
    }
}
