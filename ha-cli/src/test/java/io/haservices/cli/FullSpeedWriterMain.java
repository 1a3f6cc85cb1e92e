package io.haservices.cli;

import io.haservices.HighAvailabilityServices;
import io.haservices.LeaderContender;
import io.haservices.Leadership;
import io.haservices.core.HighAvailability;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** A leader that writes as fast as it can until it is killed, and says when it has begun. */
final class FullSpeedWriterMain implements LeaderContender {
    private static final int STATES = 4;
    private static final int SIZE = 300_000;

    private FullSpeedWriterMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        HighAvailabilityServices services = HighAvailability.open(Path.of(arguments[0]));
        services.leaderElection("default").start(new FullSpeedWriterMain());
        new CountDownLatch(1).await();
    }

    @Override
    public void onGranted(Leadership leadership) {
        for (int i = 0; leadership.isValid(); i++) {
            byte[] content = new byte[SIZE + i];
            Arrays.fill(content, (byte) i);
            leadership.stateStore("jobs").put("n" + i % STATES, content);
            if (i == 2 * STATES) {
                System.out.println("writing in term " + leadership.epoch());
            }
        }
    }

    @Override
    public void onRevoked(Leadership leadership) {}
}
