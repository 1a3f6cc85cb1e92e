package io.haservices.benchmarks.attack;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** All faults, by the name that the report gives them. */
final class Faults {
    private Faults() {}

    static Map<String, Supplier<Fault>> all() {
        Map<String, Supplier<Fault>> all = new TreeMap<>();
        all.put("contender: kill -9 of the leader", ContenderFaults.Killed::new);
        all.put("contender: leader stopped past its session", ContenderFaults.Stopped::new);
        all.put("contender: leader cut off from all servers", ContenderFaults.CutOff::new);
        all.put("contender: leader hears no answer (one way)", ContenderFaults.OneWay::new);
        all.put("contender: lost replies", ContenderFaults.LostReplies::new);
        all.put("contender: wall clock steps", ContenderFaults.ClockSteps::new);
        all.put("contenders: delay and broken connections", ContenderFaults.DelayAndLoss::new);
        all.put("contenders: one server not reached", ContenderFaults.OneServerAway::new);
        all.put("storage: unreachable", ContenderFaults.StorageAway::new);
        all.put("server: kill -9 of the leader", ServerFaults.Killed::new);
        all.put("server: leader stopped", ServerFaults.Stopped::new);
        all.put("server: leader cut off from its peers", ServerFaults.LeaderCutOff::new);
        all.put("server: minority cut off", ServerFaults.MinorityCutOff::new);
        all.put("server: leader not heard by its peers (one way)", ServerFaults.OneWay::new);
        all.put("server: slow fsync", ServerFaults.SlowDisk::new);
        all.put("server: failing fsync", ServerFaults.BrokenDisk::new);
        all.put("server: full disk", ServerFaults.FullDisk::new);
        all.put("servers: rolling restart", ServerFaults.RollingRestart::new);
        return all;
    }
}
