package io.haservices.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Two servers on machines that are far for who starts them, and here for who is there: the same names mean addresses of nobody for the
 * starting script, and of this machine for all that runs "there". A third server is here for everybody.
 */
final class FarMachines {
    static final List<String> NAMES = List.of("far-a", "far-b");

    private final String network = "127." + ThreadLocalRandom.current().nextInt(1, 255) + "."
            + ThreadLocalRandom.current().nextInt(1, 255) + ".";
    private final Path seenFromHere;
    private final Path seenFromThere;

    private FarMachines(Path folder) {
        seenFromHere = folder.resolve("hosts-here");
        seenFromThere = folder.resolve("hosts-there");
    }

    /** Writes {@code zoo.cfg}; {@code folder} has no blank in its path, for the options of a JVM are separated by blanks. */
    static FarMachines of(Unpacked unpacked, Path folder) throws IOException {
        FarMachines machines = new FarMachines(folder);
        String network = machines.network;
        Files.writeString(machines.seenFromHere, "203.0.113.1 far-a\n203.0.113.2 far-b\n");
        Files.writeString(machines.seenFromThere, network + "1 far-a\n" + network + "2 far-b\n");
        Files.writeString(unpacked.home().resolve("conf/zoo.cfg"), """
                server.1=far-a:2888:3888;%1$s1:2181
                server.2=far-b:2888:3888;%1$s2:2181
                server.3=%1$s3
                """.formatted(network));
        return machines;
    }

    /** For the script that starts them all; the servers themselves see what is there. */
    Map<String, String> here() {
        Map<String, String> environment = new HashMap<>();
        environment.put("JAVA_TOOL_OPTIONS", hosts(seenFromHere));
        environment.put("HA_ZOOKEEPER_JVM_OPTS", there());
        return environment;
    }

    /** The option of a JVM that runs there. */
    String there() {
        return hosts(seenFromThere);
    }

    private static String hosts(Path file) {
        return "-Djdk.net.hosts.file=" + file;
    }
}
