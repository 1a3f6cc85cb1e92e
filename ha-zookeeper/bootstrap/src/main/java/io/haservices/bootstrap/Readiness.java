package io.haservices.bootstrap;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Waits for servers to be ready, which means that they answer with their mode, and says so. */
record Readiness(Layout layout, ZooCfg cfg, Duration limit, PrintStream out) {
    /**
     * Waits for one server of this machine: until it serves, or until it answers and too few others do for any to serve. Whoever starts the
     * servers of an ensemble one by one must not have to wait for the second to get the first one's prompt back.
     */
    ServerAnswer one(Server server) {
        AtomicReference<@Nullable ServerAnswer> last = new AtomicReference<>();
        boolean ready = Patience.until(limit, () -> {
            server.failIfDead();
            Optional<ServerAnswer> answer = ServerAnswer.ask(server.clientAddress());
            answer.ifPresent(last::set);
            return answer.isPresent()
                    && (answer.get().mode().isPresent() || answer.get().isClosed() || !hasMajority());
        });
        ServerAnswer answer = last.get();
        if (!ready || answer == null) {
            throw BootstrapException.unreachable(server.name()
                    + (answer == null ? " did not answer on " : " does not serve though enough others answer, on ")
                    + server.clientAddress() + " within " + limit.toSeconds() + " s. Its log: " + layout.log());
        }
        return answer;
    }

    /** Whether enough voting servers run, as far as can be seen, to elect a leader. */
    private boolean hasMajority() {
        long voters = cfg.peers().values().stream().filter(Readiness::votes).count();
        long up = cfg.peers().values().stream()
                .filter(Readiness::votes)
                .filter(peer -> ServerAnswer.ask(ClientAddress.of(cfg, peer)).isPresent())
                .count();
        return up > voters / 2;
    }

    private static boolean votes(Peer peer) {
        return peer.role() == Role.PARTICIPANT;
    }

    /** Waits until every server of the file serves; those in {@code here} must go on running meanwhile. */
    void all(Collection<Server> here) {
        Map<Integer, String> silent = new TreeMap<>();
        cfg.peers().values().forEach(peer -> silent.put(peer.id(), "does not answer"));
        boolean all = Patience.until(limit, () -> {
            here.forEach(Server::failIfDead);
            cfg.peers().values().stream()
                    .filter(peer -> silent.containsKey(peer.id()))
                    .forEach(peer -> look(peer, silent));
            return silent.isEmpty();
        });
        if (!all) {
            StringBuilder words = new StringBuilder("after " + limit.toSeconds() + " s not all servers serve:");
            silent.forEach((id, why) -> words.append("\n  server.")
                    .append(id)
                    .append(" on ")
                    .append(ClientAddress.of(cfg, cfg.peer(id.toString())))
                    .append(' ')
                    .append(why));
            throw BootstrapException.unreachable(
                    words.append("\nLogs: ").append(layout.log()).toString());
        }
    }

    private void look(Peer peer, Map<Integer, String> silent) {
        ServerAnswer.ask(ClientAddress.of(cfg, peer)).ifPresent(answer -> {
            if (answer.mode().isEmpty() && !answer.isClosed()) {
                silent.put(peer.id(), "answers, but does not serve: there is no quorum");
                return;
            }
            silent.remove(peer.id());
            out.println("server." + peer.id()
                    + answer.mode().map(mode -> " serves as " + mode).orElse(ServerAnswer.CLOSED));
        });
    }
}
