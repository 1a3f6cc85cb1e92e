package io.haservices.cli.leader;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.LeaderInfo;
import java.util.Optional;
import java.util.TreeMap;

/** A leader as data, and as a line for people. */
final class LeaderJson {
    private LeaderJson() {}

    static ObjectNode put(ObjectNode object, Optional<LeaderInfo> leader) {
        if (leader.isEmpty()) {
            object.putNull("leader");
            return object;
        }
        LeaderInfo info = leader.get();
        ObjectNode json = object.putObject("leader")
                .put("id", info.id())
                .put("epoch", info.epoch())
                .put("ready", info.ready())
                .put("address", info.address().orElse(null));
        ObjectNode addresses = json.putObject("addresses");
        new TreeMap<>(info.addresses()).forEach(addresses::put);
        return object;
    }

    static String line(LeaderInfo info) {
        String addresses = info.addresses().isEmpty()
                ? ""
                : info.address()
                        .filter(only -> info.addresses().size() == 1)
                        .map(only -> ", address " + only)
                        .orElse(", addresses " + new TreeMap<>(info.addresses()));
        return info.id() + ", epoch " + info.epoch() + addresses + (info.ready() ? ", ready" : ", not ready yet");
    }
}
