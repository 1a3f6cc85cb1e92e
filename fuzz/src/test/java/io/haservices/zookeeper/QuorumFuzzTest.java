package io.haservices.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Servers of ZooKeeper, as people name them, and as an ensemble that was reconfigured names them (CF-03). */
class QuorumFuzzTest {
    @FuzzTest
    void everyQuorumIsReadOrRefused(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        try {
            assertThat(Quorum.parse(text).toString()).isNotBlank();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
        EnsembleMembers members = EnsembleMembers.read(text, "127.0.0.1:2181");
        assertThat(members).isNotNull();
    }
}
