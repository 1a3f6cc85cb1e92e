package io.haservices.cli.demo;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Runs an etcd that does not outlive the demo: it cannot see by itself that its parent is gone. */
public final class EtcdMain {
    private @Nullable Process etcd;
    private boolean ended;

    private EtcdMain() {}

    /** Takes the folder of the demo, or {@code -} to leave it, and the command line of etcd. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        EtcdMain main = new EtcdMain();
        Runtime.getRuntime().addShutdownHook(new Thread(main::end, "etcd-end"));
        LifeLine.hold(() -> {
            main.end();
            Workspace.clear(arguments[0]);
            Runtime.getRuntime().halt(143);
        });
        List<String> command = Arrays.asList(arguments).subList(1, arguments.length);
        int code = main.start(command).waitFor();
        if (!main.isEnded()) {
            System.exit(code);
        }
        // Whoever ended it ends this process too, when all is cleared away.
        new CountDownLatch(1).await();
    }

    private synchronized Process start(List<String> command) throws IOException {
        if (ended) {
            throw new IOException("the demo is being ended");
        }
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        // The life line is not for it; nor are settings of some other etcd.
        builder.redirectInput(new File("/dev/null"));
        builder.environment().keySet().removeIf(name -> name.startsWith("ETCD_"));
        Process started = builder.start();
        etcd = started;
        return started;
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    /** Returns when it is gone, and with it what it writes. */
    private synchronized void end() {
        ended = true;
        Process running = etcd;
        if (running != null) {
            running.destroyForcibly();
            running.onExit().join();
        }
    }
}
