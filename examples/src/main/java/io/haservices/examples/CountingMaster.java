package io.haservices.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.haservices.HighAvailabilityServices;
import io.haservices.LeaderContender;
import io.haservices.Leadership;
import io.haservices.StateStore;
import io.haservices.core.HighAvailability;
import io.haservices.errors.HaException;
import java.nio.file.Path;

/** A master that counts, once a second. Whoever leads next goes on where it stopped. */
public final class CountingMaster implements LeaderContender {
    public static void main(String[] arguments) throws InterruptedException {
        HighAvailabilityServices services = HighAvailability.open(Path.of(arguments[0]));
        services.leaderElection("counting").start(new CountingMaster());
        Runtime.getRuntime().addShutdownHook(new Thread(services::close));
        Thread.currentThread().join();
    }

    @Override
    public void onGranted(Leadership leadership) {
        StateStore progress = leadership.stateStore("progress");
        String saved =
                progress.read("count").map(bytes -> new String(bytes, UTF_8)).orElse("0");
        System.out.println("I lead, epoch " + leadership.epoch() + ", and go on from " + saved);
        leadership.publish("process " + ProcessHandle.current().pid());
        count(leadership, progress, Long.parseLong(saved) + 1);
    }

    private void count(Leadership leadership, StateStore progress, long next) {
        try {
            progress.put("count", Long.toString(next).getBytes(UTF_8));
            System.out.println("saved " + next);
            delayedExecutor(1, SECONDS).execute(() -> count(leadership, progress, next + 1));
        } catch (HaException e) {
            System.out.println("not saved: " + e.getMessage());
            leadership.resign();
        }
    }

    @Override
    public void onRevoked(Leadership leadership) {
        System.out.println("I lead no more, epoch " + leadership.epoch() + ": " + leadership.ended());
    }
}
