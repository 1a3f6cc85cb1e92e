package io.haservices.benchmarks.failover;

import static org.awaitility.Awaitility.await;

import io.haservices.benchmarks.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One leader after another is killed, and the time taken until the next one leads. */
final class Rounds {
    private static final Duration SETTLING = Duration.ofMillis(700);

    private final Service.Running service;
    private final Path folder;
    private int cluster;

    /** With storage in this folder. */
    Rounds(Service.Running service, Path folder) {
        this.service = service;
        this.folder = folder;
    }

    Map<String, String> settings(Duration sessionTimeout, String policy) {
        Map<String, String> settings = new HashMap<>(service.settings().with(sessionTimeout));
        settings.put("high-availability.cluster-id", "bench" + cluster);
        settings.put("high-availability.storageDir", folder.toUri().toString());
        settings.put("high-availability.tolerate-suspended-connections", "true");
        settings.put("high-availability.liveness.bind-address", "127.0.0.1");
        settings.put("high-availability.liveness.policy", policy);
        return settings;
    }

    /** From just before the signal to {@code onGranted}, for each round; the rounds that warm up servers and files first do not count. */
    Samples killed(int warmUp, int rounds, Duration sessionTimeout) {
        cluster++;
        Map<String, String> settings = settings(sessionTimeout, "refused");
        Samples samples = new Samples();
        Contender leader = Contender.start(settings);
        try {
            leader.awaitGranted();
            for (int round = -warmUp; round < rounds; round++) {
                Contender standby = Contender.start(settings);
                long took = exchange(leader, standby, true);
                leader = standby;
                if (round >= 0) {
                    samples.add(took);
                }
            }
        } finally {
            leader.close();
        }
        return samples;
    }

    /** Without evidence of death. */
    Samples control(Duration sessionTimeout) {
        cluster++;
        Map<String, String> settings = settings(sessionTimeout, "off");
        Samples samples = new Samples();
        try (Contender leader = Contender.start(settings)) {
            leader.awaitGranted();
            try (Contender standby = Contender.start(settings)) {
                samples.add(exchange(leader, standby, false));
            }
        }
        return samples;
    }

    /** Who stands by has done so for some time, when its leader dies: a program that still starts is not what is measured. */
    private static void settle() {
        await().pollDelay(SETTLING).until(() -> true);
    }

    private static long exchange(Contender leader, Contender standby, boolean followed) {
        try (leader) {
            if (followed) {
                standby.awaitFollowing();
            }
            settle();
            long killed = leader.kill();
            return standby.awaitGranted() - killed;
        } catch (RuntimeException | Error e) {
            standby.close();
            throw e;
        }
    }
}
