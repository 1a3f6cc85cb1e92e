package io.haservices.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three servers of {@code conf/zoo.cfg}, started by the shipped script, all with the default ports on addresses of their own. */
final class ScriptedQuorum implements AutoCloseable {
    private final Unpacked unpacked;
    private final List<String> hosts;

    private ScriptedQuorum(Unpacked unpacked, List<String> hosts) {
        this.unpacked = unpacked;
        this.hosts = hosts;
    }

    /** Writes the configuration; addresses that other tests on this machine hardly have. */
    static ScriptedQuorum of(Unpacked unpacked) throws IOException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String network = "127." + random.nextInt(1, 255) + "." + random.nextInt(1, 255) + ".";
        List<String> hosts =
                IntStream.rangeClosed(1, 3).mapToObj(id -> network + id).toList();
        StringBuilder text = new StringBuilder();
        for (int id = 1; id <= hosts.size(); id++) {
            text.append("server.")
                    .append(id)
                    .append('=')
                    .append(hosts.get(id - 1))
                    .append('\n');
        }
        Files.writeString(unpacked.home().resolve("conf/zoo.cfg"), text.toString());
        ScriptedQuorum quorum = new ScriptedQuorum(unpacked, hosts);
        unpacked.configure(Map.of(
                "high-availability.zookeeper.quorum",
                quorum.connectString(),
                "high-availability.storageDir",
                unpacked.beside("storage").toUri().toString().replaceAll("/$", ""),
                "high-availability.cluster-id",
                "/test",
                "high-availability.zookeeper.client.session-timeout",
                "6 s"));
        return quorum;
    }

    static ScriptedQuorum started(Unpacked unpacked) throws IOException {
        ScriptedQuorum quorum = of(unpacked);
        quorum.start(Map.of()).expect(0);
        return quorum;
    }

    Ran start(Map<String, String> environment) {
        return Command.run(List.of(unpacked.bin("start-zookeeper-quorum.sh")), environment, "");
    }

    Ran stop() {
        return Command.run(List.of(unpacked.bin("stop-zookeeper-quorum.sh")), Map.of(), "");
    }

    Ran one(String action, String id) {
        return Command.run(List.of(unpacked.bin("zookeeper.sh"), action, id), Map.of(), "");
    }

    List<String> hosts() {
        return hosts;
    }

    String connectString() {
        return hosts.stream().map(host -> host + ":2181").collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        stop();
    }
}
