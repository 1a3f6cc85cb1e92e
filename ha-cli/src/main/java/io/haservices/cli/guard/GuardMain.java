package io.haservices.cli.guard;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** The guard process. Its standard streams are the command's; it writes to none of them unless it breaks. */
public final class GuardMain {
    private static final int INTERNAL_ERROR = 70;
    private static final long MOST = Duration.ofSeconds(5).toNanos();
    private static final long LOOK_AGAIN = Duration.ofMillis(20).toNanos();

    private GuardMain() {}

    /** Internal: {@link GuardedCommand} starts it, with the path of its socket. */
    public static void main(String[] arguments) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(arguments[0]));
                Link link = new Link(channel);
                SignalShell shell = SignalShell.start()) {
            guard(link, shell);
        }
    }

    private static void guard(Link link, SignalShell shell) throws IOException {
        GuardHands hands = new GuardHands(link, shell);
        Loop loop = new Loop(link, new GuardDecisions(), hands);
        CountDownLatch done = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stepDown(loop, done), "ha-guard-told-to-end"));
        try {
            CommandSession.warmUp();
            loop.run();
            done.countDown();
        } catch (IOException | RuntimeException | Error broken) {
            System.err.println("ha: the guard process broke, so it kills its command: " + broken);
            try {
                hands.signal("KILL");
                // Who finds our port closed takes the command for dead.
                for (long end = System.nanoTime() + MOST; !hands.sessionIsEmpty() && System.nanoTime() < end; ) {
                    LockSupport.parkNanos(LOOK_AGAIN);
                }
            } finally {
                Runtime.getRuntime().halt(INTERNAL_ERROR);
            }
        }
    }

    // TERM, INT or HUP to the guard itself: the JVM waits for its hooks, so the command is still ended in order.
    private static void stepDown(Loop loop, CountDownLatch done) {
        loop.post(new Event.Asked(new Message.Stop("the guard process was told to end")));
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
