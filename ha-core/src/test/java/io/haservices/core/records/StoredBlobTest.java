package io.haservices.core.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.spi.storage.BlobName;
import org.junit.jupiter.api.Test;

class StoredBlobTest {
    @Test
    void namesTheElectionOfABlob() {
        assertThat(StoredBlob.election("a/b", new BlobName("a/b/main/o/s/n/7-u")))
                .contains("main");
    }

    @Test
    void aBlobUnderANameThatNoElectionCanHaveIsNoneOfOurs() {
        assertThat(StoredBlob.election("a/b", new BlobName("a/b/%3Aprocesses/o/s/n/7-u")))
                .isEmpty();
    }
}
