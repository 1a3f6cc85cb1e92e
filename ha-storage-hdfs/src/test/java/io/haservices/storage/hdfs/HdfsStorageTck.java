package io.haservices.storage.hdfs;

import io.haservices.testkit.tck.storage.StorageFixture;
import io.haservices.testkit.tck.storage.StorageTck;

class HdfsStorageTck extends StorageTck {
    private final HdfsFixture fixture = new HdfsFixture();

    @Override
    protected StorageFixture fixture() {
        return fixture;
    }
}
