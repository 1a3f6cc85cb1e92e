package io.haservices.benchmarks.macro;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.runtime.highavailability.zookeeper.CuratorFrameworkWithUnhandledErrorListener;
import org.apache.flink.shaded.curator5.org.apache.curator.framework.CuratorFramework;
import org.apache.flink.shaded.curator5.org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.flink.shaded.curator5.org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.apache.flink.shaded.curator5.org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.flink.shaded.curator5.org.apache.curator.framework.recipes.leader.LeaderLatchListener;

/** Curator's recipes, in the version that Flink brings: LeaderLatch, and CuratorCache for the client. */
final class CuratorHandover extends Handover {
    private static final String LATCH = "/latch";
    private static final String ADDRESS = "/address";

    private final List<CuratorFrameworkWithUnhandledErrorListener> candidates;
    private final CuratorFrameworkWithUnhandledErrorListener client;
    private final CuratorCache cache;

    private CuratorHandover(String name, String connectString, String root) {
        super(name);
        candidates = List.of(FlinkStates.connect(connectString, root), FlinkStates.connect(connectString, root));
        client = FlinkStates.connect(connectString, root);
        cache = CuratorCache.build(client.asCuratorFramework(), ADDRESS);
    }

    static Arm open(String name, String connectString, String root) throws Exception {
        CuratorHandover handover = new CuratorHandover(name, connectString, root);
        handover.client.asCuratorFramework().create().forPath(ADDRESS, new byte[0]);
        handover.cache
                .listenable()
                .addListener(CuratorCacheListener.builder()
                        .forCreatesAndChanges(
                                (old, now) -> handover.learned(new String(now.getData(), StandardCharsets.UTF_8)))
                        .build());
        handover.cache.start();
        return handover.begin();
    }

    @Override
    Candidate join(int number, String address) throws Exception {
        CuratorFramework candidate = candidates.get(number).asCuratorFramework();
        LeaderLatch latch = new LeaderLatch(candidate, LATCH);
        latch.addListener(new LeaderLatchListener() {
            @Override
            public void isLeader() {
                granted(address);
                try {
                    candidate.setData().inBackground().forPath(ADDRESS, address.getBytes(StandardCharsets.UTF_8));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void notLeader() {}
        });
        latch.start();
        return latch::close;
    }

    @Override
    public void close() {
        end();
        cache.close();
        candidates.forEach(CuratorFrameworkWithUnhandledErrorListener::close);
        client.close();
    }
}
