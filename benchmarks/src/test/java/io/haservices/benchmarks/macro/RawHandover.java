package io.haservices.benchmarks.macro;

import io.haservices.shaded.org.apache.zookeeper.CreateMode;
import io.haservices.shaded.org.apache.zookeeper.KeeperException.Code;
import io.haservices.shaded.org.apache.zookeeper.Watcher.Event.EventType;
import io.haservices.shaded.org.apache.zookeeper.ZooDefs;
import io.haservices.shaded.org.apache.zookeeper.ZooKeeper;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The floor: a leader entry that is deleted, a watch on it, and one creation; the address is one write and one watch. Neither fenced nor safe. */
final class RawHandover extends Handover {
    private final String leader;
    private final String address;
    private final List<ZooKeeper> candidates;
    private final ZooKeeper client;

    private RawHandover(String name, String connectString, String root) throws Exception {
        super(name);
        leader = root + "-leader";
        address = root + "-address";
        candidates = List.of(RawStates.connect(connectString), RawStates.connect(connectString));
        client = RawStates.connect(connectString);
    }

    static Arm open(String name, String connectString, String root) throws Exception {
        RawHandover handover = new RawHandover(name, connectString, root);
        handover.client.create(handover.address, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        handover.look();
        return handover.begin();
    }

    private void look() {
        client.getData(
                address,
                event -> {
                    if (event.getType() == EventType.NodeDataChanged) {
                        look();
                    }
                },
                (code, path, context, data, stat) -> {
                    if (code == Code.OK.intValue()) {
                        learned(new String(data, StandardCharsets.UTF_8));
                    }
                },
                null);
    }

    @Override
    Candidate join(int number, String mine) throws Exception {
        ZooKeeper candidate = candidates.get(number);
        boolean isLed = candidate.exists(leader, event -> {
                    if (event.getType() == EventType.NodeDeleted) {
                        win(candidate, mine);
                    }
                })
                != null;
        if (!isLed) {
            win(candidate, mine);
        }
        return () -> candidate.delete(leader, -1);
    }

    private void win(ZooKeeper candidate, String mine) {
        candidate.create(
                leader,
                new byte[0],
                ZooDefs.Ids.OPEN_ACL_UNSAFE,
                CreateMode.EPHEMERAL,
                (code, path, context, name) -> {
                    if (code == Code.OK.intValue()) {
                        granted(mine);
                        candidate.setData(
                                address, mine.getBytes(StandardCharsets.UTF_8), -1, (result, p, c, stat) -> {}, null);
                    }
                },
                null);
    }

    @Override
    public void close() {
        candidates.forEach(RawStates::close);
        RawStates.close(client);
    }
}
