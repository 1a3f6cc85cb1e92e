package io.haservices.benchmarks.macro;

import java.util.List;
import java.util.UUID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.highavailability.zookeeper.CuratorFrameworkWithUnhandledErrorListener;
import org.apache.flink.runtime.leaderelection.DefaultLeaderElectionService;
import org.apache.flink.runtime.leaderelection.LeaderContender;
import org.apache.flink.runtime.leaderelection.LeaderElection;
import org.apache.flink.runtime.leaderelection.ZooKeeperLeaderElectionDriverFactory;
import org.apache.flink.runtime.leaderretrieval.LeaderRetrievalListener;
import org.apache.flink.runtime.leaderretrieval.LeaderRetrievalService;
import org.apache.flink.runtime.util.ZooKeeperUtils;
import org.apache.flink.shaded.curator5.org.apache.curator.framework.CuratorFramework;

/** Apache Flink's own election and retrieval services. */
final class FlinkHandover extends Handover {
    private static final String COMPONENT = "bench";

    private final List<CuratorFrameworkWithUnhandledErrorListener> candidates;
    private final CuratorFrameworkWithUnhandledErrorListener client;
    private final LeaderRetrievalService retrieval;

    private FlinkHandover(String name, String connectString, String root) throws Exception {
        super(name);
        candidates = List.of(FlinkStates.connect(connectString, root), FlinkStates.connect(connectString, root));
        client = FlinkStates.connect(connectString, root);
        retrieval = ZooKeeperUtils.createLeaderRetrievalService(leaders(client), COMPONENT, new Configuration());
    }

    static Arm open(String name, String connectString, String root) throws Exception {
        FlinkHandover handover = new FlinkHandover(name, connectString, root);
        handover.retrieval.start(new LeaderRetrievalListener() {
            @Override
            public void notifyLeaderAddress(String address, UUID session) {
                if (address != null) {
                    handover.learned(address);
                }
            }

            @Override
            public void handleError(Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
        return handover.begin();
    }

    private static CuratorFramework leaders(CuratorFrameworkWithUnhandledErrorListener client) throws Exception {
        return ZooKeeperUtils.useNamespaceAndEnsurePath(client.asCuratorFramework(), ZooKeeperUtils.getLeaderPath());
    }

    @Override
    Candidate join(int number, String address) throws Exception {
        DefaultLeaderElectionService service = new DefaultLeaderElectionService(
                new ZooKeeperLeaderElectionDriverFactory(leaders(candidates.get(number))));
        LeaderElection election = service.createLeaderElection(COMPONENT);
        election.startLeaderElection(new LeaderContender() {
            @Override
            public void grantLeadership(UUID session) {
                granted(address);
                Object unused = election.confirmLeadershipAsync(session, address);
            }

            @Override
            public void revokeLeadership() {}

            @Override
            public void handleError(Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
        return () -> {
            election.close();
            service.close();
        };
    }

    @Override
    public void close() {
        end();
        try {
            retrieval.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        candidates.forEach(CuratorFrameworkWithUnhandledErrorListener::close);
        client.close();
    }
}
