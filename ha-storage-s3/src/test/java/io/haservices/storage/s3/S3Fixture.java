package io.haservices.storage.s3;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.servers.s3.S3Server;
import io.haservices.testkit.tck.storage.StorageFixture;
import java.net.URI;
import java.util.Map;

/** Prefixes in the one bucket of a server in this JVM. */
final class S3Fixture implements StorageFixture {
    static final String BUCKET = "bucket";

    private final S3Server server;
    private int count;

    S3Fixture(S3Server server) {
        this.server = server;
    }

    static Configuration configuration(S3Server server) {
        return Configuration.of(Map.of(
                "high-availability.s3.endpoint", server.endpoint().toString(),
                "high-availability.s3.access-key", "test-key",
                "high-availability.s3.secret-key", "test-secret"));
    }

    static Storage open(S3Server server) {
        return new S3StorageProvider().open(URI.create("s3://" + BUCKET + "/root"), configuration(server));
    }

    @Override
    public URI newRoot() {
        return URI.create("s3://" + BUCKET + "/roots/number-" + count++);
    }

    @Override
    public Storage open(URI root) {
        return new S3StorageProvider().open(root, configuration(server));
    }

    @Override
    public void crashWhileWriting(URI root, BlobName name) {
        server.abandonUpload(BUCKET, S3Root.of(root).key(name));
    }

    @Override
    public void makeUnwritable(URI root) {
        server.behaviour().makeReadOnly(S3Root.of(root).prefix());
    }

    @Override
    public void makeWritable(URI root) {
        server.behaviour().makeWritable();
    }

    @Override
    public void reset() {
        server.behaviour().makeWritable();
        server.heal();
    }
}
