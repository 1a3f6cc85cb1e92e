package io.haservices.cli.guard;

import io.haservices.LivenessWitness;
import java.util.List;
import java.util.function.BiConsumer;

/** The guard as those who stand by see it. */
record GuardWitness(int port, BiConsumer<String, Boolean> tell) implements LivenessWitness {
    @Override
    public List<Integer> ports() {
        return List.of(port);
    }

    @Override
    public void hold(String id) {
        tell.accept(id, true);
    }

    @Override
    public void drop(String id) {
        tell.accept(id, false);
    }
}
