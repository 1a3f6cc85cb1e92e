package io.haservices.zookeeper;

import static io.haservices.zookeeper.Calls.SCOPE;
import static io.haservices.zookeeper.Calls.active;
import static io.haservices.zookeeper.Calls.answer;
import static io.haservices.zookeeper.Calls.committed;
import static io.haservices.zookeeper.Calls.creation;
import static io.haservices.zookeeper.Calls.get;
import static io.haservices.zookeeper.Calls.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many writers at once, each with keys of its own. */
@SuppressWarnings("try")
class CrowdIT {
    private static final int WRITERS = 200;

    /** Each deletion changes a record that others check: with one for the whole scope, a deletion in a crowd loses race after race. */
    @Test
    void deletionsOfDifferentKeysDoNotKeepEachOtherFromBeingDone() {
        try (ZooKeeperServers servers = TestClients.servers(1);
                Coordination client =
                        active(TestClients.open(servers.connectString(), "crowd", Duration.ofSeconds(10)))) {
            List<Key> keys = IntStream.range(0, WRITERS)
                    .mapToObj(i -> SCOPE.key("states", "state-" + i))
                    .toList();
            for (int round = 0; round < 3; round++) {
                keys.forEach(key -> committed(client, creation(key, "value")));
                List<Entry> entries =
                        keys.stream().map(key -> get(client, key).orElseThrow()).toList();
                List<CompletionStage<Commit>> deletions = new ArrayList<>();
                for (Entry entry : entries) {
                    deletions.add(client.commit(
                            SCOPE,
                            List.of(new Guard.Incarnation(entry.key(), entry.incarnation())),
                            List.of(new Operation.Delete(entry.key(), entry.version()))));
                }
                assertThat(deletions)
                        .allSatisfy(deletion -> assertThat(answer(deletion)).isInstanceOf(Commit.Committed.class));
                assertThat(list(client)).isEmpty();
            }
        }
    }
}
