package io.haservices.storage.s3;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.servers.s3.Fault;
import io.haservices.testkit.servers.s3.S3Server;
import io.haservices.testkit.tck.storage.StorageFixture;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Prefixes in the one bucket of a server in this JVM. */
final class S3Fixture implements StorageFixture {
    static final String BUCKET = "bucket";

    private static final long SMALL = 16 << 20;

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
    public URI newSmallRoot() {
        URI root = newRoot();
        server.behaviour().limit(S3Root.of(root).prefix(), SMALL);
        return root;
    }

    @Override
    public Optional<Configuration> childConfiguration() {
        return Optional.of(configuration(server));
    }

    @Override
    public void makeUnreadable(URI root) {
        server.behaviour().makeUnreadable(S3Root.of(root).prefix());
    }

    @Override
    public void makeReadable(URI root) {
        server.behaviour().makeReadable();
    }

    @Override
    public void loseNextAnswer(URI root) {
        server.next("PutObject", 1, new Fault.DropAfter());
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
        server.behaviour().makeReadable();
        server.heal();
    }
}
