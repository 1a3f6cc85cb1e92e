package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three servers of ZooKeeper, started as shipped. */
class FailoverIT {
    private Unpacked unpacked;
    private ScriptedQuorum quorum;

    @BeforeEach
    void prepare() throws IOException {
        unpacked = Unpacked.fresh();
        quorum = ScriptedQuorum.of(unpacked);
    }

    @AfterEach
    void end() throws IOException {
        quorum.close();
        unpacked.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.4", "3.5", "3.9"})
    void oneLeadsAtATimeAndNothingAcknowledgedIsLost(String client) throws IOException, InterruptedException {
        unpacked.useClient(client);
        assertThat(unpacked.ha("version").expect(0).out()).contains(client + ".");
        quorum.start(Map.of()).expect(0);
        new TwoFailovers(unpacked).happen("QuorumPeerMain");
    }
}
