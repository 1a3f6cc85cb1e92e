package io.haservices.storage.s3;

import io.haservices.testkit.servers.s3.S3Server;
import io.haservices.testkit.tck.storage.StorageFixture;
import io.haservices.testkit.tck.storage.StorageTck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

class S3StorageTckTest extends StorageTck {
    private static final S3Server SERVER = S3Server.start(S3Fixture.BUCKET);

    private static @Nullable S3Fixture fixture;

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Override
    protected StorageFixture fixture() {
        if (fixture == null) {
            fixture = new S3Fixture(SERVER);
        }
        return fixture;
    }
}
