package io.haservices.distribution;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.haservices.testkit.servers.EtcdServers;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three servers of etcd, chosen by the configuration alone: what {@link FailoverIT} asks of ZooKeeper. */
class EtcdFailoverIT {
    private Unpacked unpacked;

    @BeforeEach
    void unpack() throws IOException {
        assumeTrue(EtcdServers.areAvailable(), EtcdServers.WHY_NOT);
        unpacked = Unpacked.fresh();
    }

    @AfterEach
    void remove() throws IOException {
        if (unpacked != null) {
            unpacked.close();
        }
    }

    @Test
    void oneLeadsAtATimeAndNothingAcknowledgedIsLost() throws IOException, InterruptedException {
        try (EtcdServers servers = EtcdServers.ofNodes(3).start()) {
            unpacked.configure(Map.of(
                    "high-availability",
                    "etcd",
                    "high-availability.etcd.endpoints",
                    servers.endpoints(),
                    "high-availability.etcd.lease-ttl",
                    "6 s",
                    "high-availability.cluster-id",
                    "/test",
                    "high-availability.storageDir",
                    unpacked.beside("storage").toUri().toString().replaceAll("/$", "")));
            unpacked.ha("config", "validate").expect(0);
            new TwoFailovers(unpacked).happen("--listen-peer-urls");
        }
    }
}
