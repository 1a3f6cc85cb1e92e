package io.haservices.benchmarks.macro;

import io.haservices.HighAvailabilityServices;
import io.haservices.LeaderElection;
import io.haservices.config.Configuration;
import io.haservices.core.HighAvailability;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ours. */
final class OurHandover extends Handover {
    private static final String ELECTION = "bench";

    private final List<HighAvailabilityServices> candidates;
    private final HighAvailabilityServices client;

    private OurHandover(String name, Configuration configuration) {
        super(name);
        candidates = List.of(HighAvailability.open(configuration), HighAvailability.open(configuration));
        client = HighAvailability.open(configuration);
    }

    static Arm open(String name, Map<String, String> settings, String clusterId) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("high-availability.cluster-id", clusterId);
        OurHandover handover = new OurHandover(name, Configuration.of(all));
        handover.client
                .leaderRetrieval(ELECTION)
                .start(leader -> leader.flatMap(info -> info.address()).ifPresent(handover::learned));
        return handover.begin();
    }

    @Override
    Candidate join(int number, String address) {
        LeaderElection election = candidates.get(number).leaderElection(ELECTION);
        election.start(new Granted(leadership -> {
            granted(address);
            leadership.publish(address);
        }));
        return election::close;
    }

    @Override
    public void close() {
        end();
        candidates.forEach(HighAvailabilityServices::close);
        client.close();
    }
}
