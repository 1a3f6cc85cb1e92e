package io.haservices.zookeeper;

import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Session;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process that opens a client, says so when its first read failed, and again when it is connected. */
final class LateName {
    static final String NOT_YET = "not yet";
    static final String CONNECTED = "connected";

    private LateName() {}

    /** The quorum. */
    public static void main(String[] args) throws InterruptedException {
        CountDownLatch active = new CountDownLatch(1);
        try (Coordination client = TestClients.open(args[0], "late", Duration.ofSeconds(20))) {
            client.get(Calls.SCOPE.key("key"))
                    .toCompletableFuture()
                    .handle((entry, failure) -> failure)
                    .join();
            System.out.println(active.getCount() == 1 ? NOT_YET : "too early");
            client.onSession(session -> {
                if (session.state() == Session.State.ACTIVE) {
                    active.countDown();
                }
            });
            System.out.println(active.await(Calls.PATIENCE.toSeconds(), TimeUnit.SECONDS) ? CONNECTED : "never");
        }
        // Whatever threads a client library leaves behind.
        System.exit(0);
    }
}
