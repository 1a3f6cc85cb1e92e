package io.haservices.distribution;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.haservices.testkit.servers.EtcdServers;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leadership moved on purpose: the same on every coordination service. */
class SteeringIT {
    private Unpacked unpacked;

    @BeforeEach
    void prepare() throws IOException {
        unpacked = Unpacked.fresh();
    }

    @AfterEach
    void end() throws IOException {
        unpacked.close();
    }

    @Test
    void onZooKeeper() throws IOException {
        try (ScriptedQuorum quorum = ScriptedQuorum.of(unpacked)) {
            quorum.start(Map.of()).expect(0);
            new MovedLeadership(unpacked).happens();
        }
    }

    @Test
    void onEtcd() throws IOException {
        assumeTrue(EtcdServers.areAvailable(), EtcdServers.WHY_NOT);
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
            new MovedLeadership(unpacked).happens();
        }
    }
}
