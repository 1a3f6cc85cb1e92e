package io.haservices.benchmarks.failover;

import io.haservices.HighAvailabilityServices;
import io.haservices.LeaderContender;
import io.haservices.Leadership;
import io.haservices.config.Configuration;
import io.haservices.core.HighAvailability;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A process that stands in an election and prints what it is told, with the moment on the clock that all processes of a machine share. */
public final class ContenderMain {
    static final String GRANTED = "granted ";
    static final String REVOKED = "revoked ";

    private ContenderMain() {}

    /** Takes settings, each as key=value; goes on until its standard input ends. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            settings.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        try (HighAvailabilityServices services = HighAvailability.open(Configuration.of(settings))) {
            services.leaderElection("bench").start(new Printing());
            while (System.in.read() >= 0) {
                // Who started us has not gone yet.
            }
        }
    }

    private static final class Printing implements LeaderContender {
        @Override
        public void onGranted(Leadership leadership) {
            long now = System.nanoTime();
            System.out.println(GRANTED + now + " " + leadership.epoch());
        }

        @Override
        public void onRevoked(Leadership leadership) {
            System.out.println(REVOKED + System.nanoTime() + " " + leadership.epoch());
        }
    }
}
