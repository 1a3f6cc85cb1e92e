package io.haservices.etcd;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Goes round the servers: each is tried once before they are looked up again. On the loop. */
final class Candidates {
    private final Loop loop;
    private final Servers servers;
    private final String threadName;
    private List<Endpoint> round = List.of();
    private int next;

    Candidates(Loop loop, Servers servers, String threadName) {
        this.loop = loop;
        this.servers = servers;
        this.threadName = threadName;
    }

    /** How many there are in a round; 1 when that is not known yet. */
    int count() {
        return Math.max(1, round.size());
    }

    /** Answers with the next one, or with why there is none; one question at a time. */
    void next(Consumer<Endpoint> found, Consumer<String> failed) {
        if (next < round.size()) {
            found.accept(round.get(next++));
        } else if (servers.isLookup()) {
            // What blocks is kept away from the loop.
            Threads.named(threadName).newThread(() -> lookUp(found, failed)).start();
        } else {
            lookUp(found, failed);
        }
    }

    private void lookUp(Consumer<Endpoint> found, Consumer<String> failed) {
        try {
            List<Endpoint> present = servers.find();
            onLoop(() -> begin(present, found));
        } catch (IOException | RuntimeException e) {
            String why = "The servers of etcd cannot be found: " + e.getMessage();
            onLoop(() -> {
                if (round.isEmpty()) {
                    failed.accept(why);
                } else {
                    // Those of the last time may still be there.
                    begin(round, found);
                }
            });
        }
    }

    private void begin(List<Endpoint> present, Consumer<Endpoint> found) {
        round = present;
        next = 1;
        found.accept(present.get(0));
    }

    private void onLoop(Runnable task) {
        if (servers.isLookup()) {
            loop.execute(task);
        } else {
            task.run();
        }
    }
}
