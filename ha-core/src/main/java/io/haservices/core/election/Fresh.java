package io.haservices.core.election;

import io.haservices.core.records.LivenessRecord;
import java.util.List;

/**
 * What a new bid takes from outside.
 *
 * @param mark random
 * @param addresses where can be asked whether this process lives; none when it cannot
 */
record Fresh(String mark, List<String> addresses) {
    LivenessRecord liveness() {
        return addresses.isEmpty() ? LivenessRecord.NONE : new LivenessRecord(addresses, mark);
    }
}
