package io.haservices.cli.zookeeper;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import io.haservices.cli.console.TextTable;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Every server at one glance. */
@Command(
        name = "status",
        description = {
            "Asks every server of high-availability.zookeeper.quorum for its mode, version, connections, sessions and"
                    + " latency, with ZooKeeper's four letter words 'srvr', 'mntr' and 'cons'.",
            "A server that allows only some of them (4lw.commands.whitelist) is shown with what it tells; one that does"
                    + " not answer, with the reason."
        },
        footer = {
            "%nExit codes: 0 at least one server serves, 2 the configuration names no servers, 5 no server serves, or none"
                    + " that does can be asked."
        })
final class ServersStatusCommand implements Callable<Integer> {
    private final Cluster cluster;

    ServersStatusCommand(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        List<QuorumServer> quorum = QuorumServer.all(QuorumSetting.of(cluster));
        List<ServerView> servers = new Inquiry(cluster.console().options().timeout()).ask(quorum);
        List<String> leaders = servers.stream()
                .filter(ServerView::leads)
                .map(ServerView::server)
                .toList();
        long serving = servers.stream().filter(ServerView::serves).count();
        ObjectNode json =
                Console.object().put("serving", serving).put("leader", leaders.size() == 1 ? leaders.get(0) : null);
        ArrayNode all = json.putArray("servers");
        servers.forEach(server -> server.put(all.addObject()));
        ArrayNode warnings = json.putArray("warnings");
        Optional<String> warning = warning(leaders);
        warning.ifPresent(warnings::add);
        cluster.console().answer(json, out -> print(out, servers, serving));
        warning.ifPresent(cluster.console()::note);
        return serving > 0 ? ExitCode.DONE : ExitCode.UNREACHABLE;
    }

    private static Optional<String> warning(List<String> leaders) {
        return leaders.size() < 2
                ? Optional.empty()
                : Optional.of("The servers belong to different ensembles, for each of these leads one: "
                        + String.join(", ", leaders)
                        + ". Clients would see one or the other: correct high-availability.zookeeper.quorum.");
    }

    private static void print(PrintStream out, List<ServerView> servers, long serving) {
        TextTable table =
                new TextTable("SERVER", "MODE", "VERSION", "CONNECTIONS", "SESSIONS", "LATENCY MIN/AVG/MAX", "NOTE");
        servers.forEach(server -> server.addTo(table));
        table.print(out);
        out.println(serving + " of " + servers.size() + " servers serve"
                + servers.stream()
                        .flatMap(server -> server.facts().ensembleSessions().stream())
                        .findFirst()
                        .map(sessions -> "; the ensemble has " + sessions + " sessions")
                        .orElse(""));
    }
}
