package io.haservices.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.haservices.config.Configuration;
import io.haservices.shaded.org.apache.zookeeper.CreateMode;
import io.haservices.shaded.org.apache.zookeeper.KeeperException;
import io.haservices.shaded.org.apache.zookeeper.Watcher.Event.KeeperState;
import io.haservices.shaded.org.apache.zookeeper.ZooDefs;
import io.haservices.shaded.org.apache.zookeeper.ZooKeeper;
import io.haservices.shaded.org.apache.zookeeper.data.Stat;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Who may do what with nodes, read back with the client library as it is. */
final class Acls {
    private Acls() {}

    /** The entries of a node's ACL, as everybody may read them. */
    static String of(ZooKeeperServers servers, String path) throws Exception {
        try (RawClient raw = new RawClient(servers.connectString())) {
            return text(raw.acl(path));
        }
    }

    /** The entries of the ACLs of a node and all beneath it, as somebody reads them who logs in by these keys. */
    static Map<String, String> allBeneath(ZooKeeperServers servers, Map<String, String> keys, String path)
            throws Exception {
        List<String> problems = new ArrayList<>();
        SaslSettings settings = SaslSettings.read(Configuration.of(keys), problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.toString());
        }
        try (SaslRegistration sasl = SaslRegistration.of(settings)) {
            CountDownLatch authenticated = new CountDownLatch(1);
            String quorum = "localhost:" + servers.node(1).clientAddress().getPort();
            ZooKeeper raw = sasl.making(() -> new Connector(sasl.clientProperties())
                    .connect(
                            quorum,
                            10_000,
                            event -> {
                                if (event.getState() == KeeperState.SaslAuthenticated) {
                                    authenticated.countDown();
                                }
                            },
                            false));
            try {
                if (!authenticated.await(60, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("not authenticated");
                }
                Map<String, String> all = new TreeMap<>();
                addBeneath(raw, path, all);
                return all;
            } finally {
                raw.close();
            }
        }
    }

    /** Whoever is nobody, or somebody else, can neither read nor write any of these. */
    static void assertClosedToStrangers(ZooKeeperServers servers, String... paths) throws Exception {
        ZooKeeper stranger = new ZooKeeper(servers.connectString(), 10_000, event -> {});
        try {
            await().atMost(Calls.PATIENCE).until(() -> stranger.getState().isConnected());
            stranger.addAuthInfo("digest", "stranger:secret".getBytes(UTF_8));
            for (String path : paths) {
                assertRefused(path, () -> stranger.getData(path, false, new Stat()));
                assertRefused(path, () -> stranger.getChildren(path, false));
                assertRefused(path, () -> stranger.setData(path, new byte[0], -1));
                assertRefused(path, () -> stranger.setACL(path, ZooDefs.Ids.OPEN_ACL_UNSAFE, -1));
                assertRefused(
                        path,
                        () -> stranger.create(
                                path + "/x", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
                // Deleting is a right on the parent.
                assertRefused(path, () -> {
                    stranger.delete(path, -1);
                    return "";
                });
            }
        } finally {
            stranger.close();
        }
    }

    private static void assertRefused(String path, Request request) {
        assertThatThrownBy(request::send).as(path).isInstanceOf(KeeperException.NoAuthException.class);
    }

    private static void addBeneath(ZooKeeper raw, String path, Map<String, String> all)
            throws KeeperException, InterruptedException {
        try {
            all.put(path, text(raw.getACL(path, new Stat())));
            for (String child : raw.getChildren(path, false)) {
                addBeneath(raw, path + "/" + child, all);
            }
        } catch (KeeperException.NoNodeException e) {
            // Gone in between.
        }
    }

    private static String text(List<io.haservices.shaded.org.apache.zookeeper.data.ACL> acl) {
        return acl.stream()
                .map(entry -> entry.getId().getScheme() + ":" + entry.getId().getId())
                .collect(Collectors.joining(","));
    }

    private interface Request {
        Object send() throws Exception;
    }
}
