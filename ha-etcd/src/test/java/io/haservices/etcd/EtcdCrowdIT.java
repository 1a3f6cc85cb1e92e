package io.haservices.etcd;

import static io.haservices.etcd.Calls.SCOPE;
import static io.haservices.etcd.Calls.active;
import static io.haservices.etcd.Calls.creation;
import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.testkit.servers.EtcdServers;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many requests at the same time. */
@Timeout(300)
class EtcdCrowdIT {
    private static final int MANY = 3_000;

    @BeforeEach
    void needsEtcd() {
        TestClients.needsEtcd();
    }

    @Test
    void allAreDone() {
        try (EtcdServers servers = EtcdServers.ofNodes(1).start();
                Coordination client = active(TestClients.open(servers.endpoints(), "crowd"))) {
            assertThat(begin(client, MANY)).map(Calls::answer).hasOnlyElementsOfType(Commit.Committed.class);
        }
    }

    /** Of what was never sent, the outcome is known. */
    @Test
    void onlyThoseUnderWayAreUnknownWhenTheServerHangs() {
        try (EtcdServers servers = EtcdServers.ofNodes(1).start();
                Coordination client = active(TestClients.open(servers.endpoints(), "hung"))) {
            servers.node(1).pause();
            List<Commit> outcomes =
                    begin(client, MANY).stream().map(Calls::answer).toList();
            servers.node(1).resume();
            assertThat(outcomes).noneMatch(Commit.Committed.class::isInstance);
            assertThat(outcomes.stream().filter(Commit.Unknown.class::isInstance))
                    .hasSizeLessThanOrEqualTo(Requests.MOST_UNDER_WAY);
        }
    }

    private static List<CompletionStage<Commit>> begin(Coordination client, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> client.commit(SCOPE, List.of(), List.of(creation(SCOPE.key("n" + i), "x"))))
                .toList();
    }
}
