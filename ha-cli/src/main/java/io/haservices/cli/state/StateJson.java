package io.haservices.cli.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.StateInfo;

/** What a pointer says, as data. */
final class StateJson {
    private StateJson() {}

    static ObjectNode put(ObjectNode object, StateInfo info) {
        return object.put("store", info.store())
                .put("name", info.name())
                .put("version", info.version().toString())
                .put("length", info.length())
                .put("sha256", info.sha256())
                .put("epoch", info.epoch())
                .put("mark", info.mark())
                .put("location", info.location().toString());
    }
}
