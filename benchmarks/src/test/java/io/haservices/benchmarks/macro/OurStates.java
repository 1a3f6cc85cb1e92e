package io.haservices.benchmarks.macro;

import io.haservices.HighAvailabilityServices;
import io.haservices.LeaderElection;
import io.haservices.StateStore;
import io.haservices.StateVersion;
import io.haservices.WriteOptions;
import io.haservices.config.Configuration;
import io.haservices.core.HighAvailability;
import io.haservices.spi.storage.BlobSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Ours, as a leader uses it: fenced, with a checksum. */
final class OurStates implements States {
    private final HighAvailabilityServices services;
    private final LeaderElection election;
    private final StateStore store;
    private final Map<String, StateVersion> versions = new ConcurrentHashMap<>();

    private OurStates(HighAvailabilityServices services, LeaderElection election, StateStore store) {
        this.services = services;
        this.election = election;
        this.store = store;
    }

    /** Returns when it leads. */
    static OurStates open(Map<String, String> settings, String clusterId) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("high-availability.cluster-id", clusterId);
        HighAvailabilityServices services = HighAvailability.open(Configuration.of(all));
        LeaderElection election = services.leaderElection("bench");
        return new OurStates(services, election, Granted.leadershipOf(election).stateStore("states"));
    }

    @Override
    public void add(String name, byte[] content) {
        versions.put(name, store.add(name, content).version());
    }

    @Override
    public void replace(String name, byte[] content) {
        StateVersion expected = versions.get(name);
        WriteOptions options = expected == null ? WriteOptions.any() : WriteOptions.ifVersion(expected);
        versions.put(
                name, store.put(name, BlobSource.of(content.clone()), options).version());
    }

    @Override
    public byte[] read(String name) {
        return store.read(name).orElseThrow();
    }

    @Override
    public void remove(String name) {
        if (!store.remove(name)) {
            throw new AssertionError("'" + name + "' was not there");
        }
        versions.remove(name);
    }

    @Override
    public int readAll() {
        return store.readAll(content -> {
                    if (content.stream().readAllBytes().length == 0) {
                        throw new AssertionError("nothing in " + content.info().name());
                    }
                })
                .states();
    }

    @Override
    public void close() {
        election.close();
        services.close();
    }
}
