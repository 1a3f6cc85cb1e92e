package io.haservices.testkit.tck.storage;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageProvider;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * What {@link StorageProcess} starts. Arguments: the root, what to do, and with what; on standard input the configuration and
 * the content of a blob. Dies without closing anything, also when standard input ends: then whoever started it is gone.
 */
final class StorageProcessMain {
    static final int DIED = 42;
    static final String RETURNED = "returned ";

    private static final int FAILED = 1;
    private static final int LARGE = 24 * 1024 * 1024;
    private static final int LATE = 20 * 1024 * 1024;
    // Should nobody come to kill it.
    private static final int MOST_NUMBERED = 100_000;

    private StorageProcessMain() {}

    public static void main(String[] arguments) {
        try {
            DataInputStream input = new DataInputStream(System.in);
            Configuration configuration = configuration(input);
            byte[] content = input.readNBytes(input.readInt());
            dieWith(input);
            Storage storage = open(URI.create(arguments[0]), configuration);
            switch (arguments[1]) {
                case "writeAndDie" -> storage.write(new BlobName(arguments[2]), BlobSource.of(content));
                case "dieInTheMiddle" ->
                    storage.write(new BlobName(arguments[2]), () -> new WatchedStream(LARGE, LATE, () -> halt(DIED)));
                case "writeNumbered" -> writeNumbered(storage);
                case "stream" -> {
                    stream(storage, new BlobName(arguments[2]), Long.parseLong(arguments[3]));
                    halt(0);
                }
                default -> throw new IllegalArgumentException("cannot '" + arguments[1] + "'");
            }
            halt(DIED);
        } catch (Exception e) {
            e.printStackTrace(System.out);
            halt(FAILED);
        }
    }

    private static Configuration configuration(DataInputStream input) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (int left = input.readInt(); left > 0; left--) {
            values.put(input.readUTF(), input.readUTF());
        }
        return Configuration.of(values);
    }

    private static void dieWith(InputStream input) {
        Thread watch = new Thread(
                () -> {
                    try {
                        input.transferTo(java.io.OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // The end as well.
                    }
                    halt(DIED);
                },
                "end-of-input");
        watch.setDaemon(true);
        watch.start();
    }

    private static Storage open(URI root, Configuration configuration) {
        return ServiceLoader.load(StorageProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.schemes().contains(root.getScheme()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no StorageProvider on the class path is for " + root))
                .open(root, configuration);
    }

    private static void writeNumbered(Storage storage) {
        for (int number = 0; number < MOST_NUMBERED; number++) {
            NumberedBlob blob = new NumberedBlob(number);
            storage.write(blob.name(), blob.source());
            System.out.println(RETURNED + number);
        }
    }

    private static void stream(Storage storage, BlobName name, long length) throws IOException {
        long written = storage.write(name, () -> new Generated(length));
        if (written != length) {
            throw new IOException("writing " + length + " bytes returned " + written);
        }
        try (InputStream actual = storage.open(name)) {
            Generated.compare(actual, new Generated(length));
        }
    }

    private static void halt(int code) {
        System.out.flush();
        Runtime.getRuntime().halt(code);
    }
}
