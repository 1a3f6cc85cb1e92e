package io.haservices.storage.s3;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.UnsupportedFault;
import io.haservices.testkit.tck.storage.StorageFixture;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Prefixes in the one bucket of a server in a process of its own, which makes no faults. Only one that keeps them on disk takes large ones. */
record RemoteFixture(Configuration configuration, boolean onDisk) implements StorageFixture {
    private static final AtomicInteger ROOTS = new AtomicInteger();

    static Configuration configuration(URI endpoint, String accessKey, String secretKey) {
        return Configuration.of(Map.of(
                "high-availability.s3.endpoint", endpoint.toString(),
                "high-availability.s3.access-key", accessKey,
                "high-availability.s3.secret-key", secretKey));
    }

    static void createBucket(Configuration configuration) {
        try (S3Clients clients = new S3Clients(configuration)) {
            clients.repeating().createBucket(create -> create.bucket(S3Fixture.BUCKET));
        }
    }

    @Override
    public URI newRoot() {
        return URI.create("s3://" + S3Fixture.BUCKET + "/roots/" + ROOTS.getAndIncrement());
    }

    @Override
    public Storage open(URI root) {
        return new S3StorageProvider().open(root, configuration);
    }

    @Override
    public Optional<Configuration> childConfiguration() {
        return Optional.of(configuration);
    }

    @Override
    public void streamWithLittleMemory(URI root, BlobName name, long heap, long length) {
        if (!onDisk) {
            throw new UnsupportedFault("this server keeps its objects in memory");
        }
        StorageFixture.super.streamWithLittleMemory(root, name, heap, length);
    }
}
