package io.haservices.benchmarks.many;

import io.haservices.HighAvailabilityServices;
import io.haservices.LeaderContender;
import io.haservices.LeaderElection;
import io.haservices.Leadership;
import io.haservices.config.Configuration;
import io.haservices.core.HighAvailability;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A process that stands in many elections and tells, with moments on the clock that all processes of a machine share, when it leads them all. */
public final class MasterMain {
    static final String GRANTED = "granted ";
    static final String FIGURES = "figures ";

    private MasterMain() {}

    /** Takes the number of elections, a prefix of their names, and settings as key=value; told "figures" and "close" on its input. */
    public static void main(String[] arguments) throws IOException {
        int number = Integer.parseInt(arguments[0]);
        Map<String, String> settings = new HashMap<>();
        for (int i = 2; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            settings.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
        }
        BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (HighAvailabilityServices services = HighAvailability.open(Configuration.of(settings))) {
            long before = heap();
            Counting counting = new Counting(number);
            LeaderElection[] elections = new LeaderElection[number];
            for (int i = 0; i < number; i++) {
                elections[i] = services.leaderElection(arguments[1] + i);
                elections[i].start(counting);
            }
            for (String line = told.readLine(); line != null && !line.equals("close"); line = told.readLine()) {
                System.out.println(FIGURES + (heap() - before) / number + " "
                        + ManagementFactory.getThreadMXBean().getThreadCount() + " "
                        + ManagementFactory.getThreadMXBean().getPeakThreadCount() + " " + counting.held.get());
            }
        }
        System.out.println("closed " + System.nanoTime());
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static final class Counting implements LeaderContender {
        private final int all;
        private final AtomicInteger held = new AtomicInteger();

        Counting(int all) {
            this.all = all;
        }

        @Override
        public void onGranted(Leadership leadership) {
            int now = held.incrementAndGet();
            if (now == all) {
                System.out.println(GRANTED + System.nanoTime() + " " + now);
            }
        }

        @Override
        public void onRevoked(Leadership leadership) {
            held.decrementAndGet();
        }
    }
}
