package io.haservices.testkit.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries every order, with and without each write of unknown outcome; for histories of a few operations. */
final class BruteForce {
    private BruteForce() {}

    static boolean isLinearizable(List<RegisterOperation> history) {
        return canFollow(Optional.empty(), history);
    }

    private static boolean canFollow(Optional<String> state, List<RegisterOperation> left) {
        if (left.stream().allMatch(RegisterOperation::isUnknown)) {
            return true;
        }
        for (RegisterOperation next : left) {
            boolean isFirst = left.stream().noneMatch(other -> other.returned() < next.invoked());
            boolean explains = next.isWrite() || next.value().equals(state);
            if (isFirst && explains) {
                List<RegisterOperation> others = new ArrayList<>(left);
                others.remove(next);
                if (canFollow(next.value(), others)) {
                    return true;
                }
            }
        }
        return false;
    }
}
