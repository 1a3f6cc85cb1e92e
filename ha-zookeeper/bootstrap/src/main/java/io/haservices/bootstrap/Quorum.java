package io.haservices.bootstrap;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All servers of {@code zoo.cfg}: those of this machine directly, the others through ssh. */
final class Quorum {
    private final Layout layout;
    private final ZooCfg cfg;
    private final Map<String, String> environment;
    private final PrintStream out;

    Quorum(Layout layout, ZooCfg cfg, Map<String, String> environment, PrintStream out) {
        this.layout = layout;
        this.cfg = cfg;
        this.environment = environment;
        this.out = out;
    }

    /** Starts what does not run yet and returns when every server serves. */
    void start(Duration limit) {
        ClientAddress.refuseCollisions(cfg);
        long begin = System.nanoTime();
        List<Server> here = new ArrayList<>();
        for (Peer peer : cfg.peers().values()) {
            if (Hosts.isThisMachine(peer)) {
                Server server = new Server(layout, cfg, peer, environment);
                boolean started = server.start();
                out.println(server.name()
                        + (started ? " starting on " : " is running already on ")
                        + server.clientAddress()
                        + server.process()
                                .map(process -> ", pid " + process.pid())
                                .orElse(""));
                here.add(server);
            } else {
                out.println("server." + peer.id() + " starting on " + peer.host() + " with ssh");
                new RemoteServer(layout, peer, environment).run("start");
            }
        }
        awaitModes(here, limit);
        out.printf("all %d servers serve, after %.1f s%n", cfg.peers().size(), (System.nanoTime() - begin) / 1e9);
    }

    private void awaitModes(List<Server> here, Duration limit) {
        Map<Integer, String> modes = new TreeMap<>();
        boolean all = Patience.until(limit, () -> {
            here.forEach(Server::failIfDead);
            for (Peer peer : cfg.peers().values()) {
                mode(peer).ifPresent(mode -> {
                    if (modes.put(peer.id(), mode) == null) {
                        out.println("server." + peer.id() + " serves as " + mode);
                    }
                });
            }
            return modes.size() == cfg.peers().size();
        });
        if (!all) {
            List<Integer> silent = new ArrayList<>(cfg.peers().keySet());
            silent.removeAll(modes.keySet());
            throw BootstrapException.unreachable("after " + limit.toSeconds() + " s the servers " + silent
                    + " do not serve yet. Logs: " + layout.log());
        }
    }

    private Optional<String> mode(Peer peer) {
        return ServerAnswer.ask(ClientAddress.of(cfg, peer)).flatMap(ServerAnswer::mode);
    }

    /** Stops every server, also when stopping one fails, and then reports the first failure. */
    void stop() {
        List<BootstrapException> failures = new ArrayList<>();
        for (Peer peer : cfg.peers().values()) {
            try {
                if (Hosts.isThisMachine(peer)) {
                    Server server = new Server(layout, cfg, peer, environment);
                    out.println(server.name()
                            + server.stop().map(pid -> " stopped, pid " + pid).orElse(" did not run"));
                } else {
                    new RemoteServer(layout, peer, environment).run("stop");
                }
            } catch (BootstrapException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }
}
