package io.haservices.core.election;

import io.haservices.core.records.LivenessRecord;

/**
 * What a new bid takes from outside.
 *
 * @param mark random
 * @param address where this process can be asked whether it lives; empty when it cannot
 */
record Fresh(String mark, String address) {
    LivenessRecord liveness() {
        return address.isEmpty() ? LivenessRecord.NONE : new LivenessRecord(address, mark);
    }
}
