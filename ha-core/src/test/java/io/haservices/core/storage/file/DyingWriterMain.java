package io.haservices.core.storage.file;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import java.io.InputStream;
import java.net.URI;
import java.util.Base64;
import java.util.Map;

/** A process that writes one blob and dies without closing anything: in the middle of it, or right after. */
final class DyingWriterMain {
    static final int DIED = 42;

    private DyingWriterMain() {}

    /** Root, name, and the content in Base64, without which it dies in the middle. */
    public static void main(String[] args) {
        Storage storage = new FileStorageProvider().open(URI.create(args[0]), Configuration.of(Map.of()));
        BlobSource source =
                args.length > 2 ? BlobSource.of(Base64.getDecoder().decode(args[2])) : DyingWriterMain::deadly;
        storage.write(new BlobName(args[1]), source);
        Runtime.getRuntime().halt(DIED);
    }

    private static InputStream deadly() {
        return new ZeroStream(1_000_000, "") {
            @Override
            public int read(byte[] buffer, int offset, int length) throws java.io.IOException {
                int count = super.read(buffer, offset, length);
                if (count < 0) {
                    Runtime.getRuntime().halt(DIED);
                }
                return count;
            }
        };
    }
}
