package io.haservices.bootstrap;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All servers of {@code zoo.cfg}: those of this machine directly, the others through ssh, all of them at once. */
final class Quorum {
    private final Layout layout;
    private final ZooCfg cfg;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final List<BootstrapException> failures = new ArrayList<>();

    Quorum(Layout layout, ZooCfg cfg, Map<String, String> environment, PrintStream out) {
        this.layout = layout;
        this.cfg = cfg;
        this.environment = environment;
        this.out = out;
    }

    /** Starts what does not run yet and returns when every server serves. */
    void start(Duration limit) {
        Collisions.refuse(cfg);
        cfg.peers().values().forEach(peer -> Hosts.refuseUnknown(cfg, peer));
        long begin = System.nanoTime();
        List<Server> here = new ArrayList<>();
        onEach("start", limit, server -> {
            boolean started = server.start();
            here.add(server);
            out.println(server.name()
                    + (started ? " starting on " : " is running already on ")
                    + server.clientAddress()
                    + server.process().map(process -> ", pid " + process.pid()).orElse(""));
        });
        throwFailures("Those that are not named were started.");
        new Readiness(layout, cfg, limit, out).all(here);
        out.printf("all %d servers serve, after %.1f s%n", cfg.peers().size(), (System.nanoTime() - begin) / 1e9);
    }

    /** Stops every server, also when stopping one fails, and then reports the failures. */
    void stop(Duration limit) {
        onEach(
                "stop",
                limit,
                server -> out.println(server.name()
                        + server.stop().map(pid -> " stopped, pid " + pid).orElse(" did not run")));
        throwFailures("Those that are not named do not run any more.");
    }

    private interface Action {
        void on(Server server);
    }

    private void onEach(String action, Duration limit, Action local) {
        List<RemoteRun> remote = new ArrayList<>();
        List<Peer> here = new ArrayList<>();
        for (Peer peer : cfg.peers().values()) {
            if (Hosts.isThisMachine(peer)) {
                here.add(peer);
            } else {
                out.println("server." + peer.id() + ": " + action + " on " + peer.host() + " with ssh");
                collecting(() -> remote.add(new RemoteServer(layout, peer, environment).begin(action)));
            }
        }
        for (Peer peer : here) {
            collecting(() -> local.on(new Server(layout, cfg, peer, environment)));
        }
        long begin = System.nanoTime();
        for (RemoteRun run : remote) {
            collecting(() -> run.await(RemoteRun.patience(limit).minusNanos(System.nanoTime() - begin)));
        }
    }

    private void collecting(Runnable step) {
        try {
            step.run();
        } catch (BootstrapException e) {
            failures.add(e);
        }
    }

    private void throwFailures(String others) {
        if (!failures.isEmpty()) {
            String words = failures.stream().map(BootstrapException::words).collect(Collectors.joining("\n"));
            boolean some = failures.size() < cfg.peers().size();
            throw failures.get(0).saying(some ? words + "\n" + others : words);
        }
    }
}
