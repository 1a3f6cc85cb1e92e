package io.haservices.testkit.servers;

import java.util.stream.Collectors;

/** A program that starts three servers, pauses one, says the ids of the processes, and waits for its death. */
final class ServersOfOneJvm {
    private ServersOfOneJvm() {}

    /** Argument "end": leaves in good order instead, without closing the servers. */
    public static void main(String[] args) throws InterruptedException {
        ZooKeeperServers servers = ZooKeeperServers.version("3.4").nodes(3).start();
        servers.node(2).pause();
        System.out.println(
                servers.nodes().stream().map(node -> Long.toString(node.pid())).collect(Collectors.joining(" ")));
        if (args.length == 0) {
            Thread.currentThread().join();
        }
    }
}
