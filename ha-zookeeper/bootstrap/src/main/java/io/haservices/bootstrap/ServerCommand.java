package io.haservices.bootstrap;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line of a server.
 *
 * @param words its words
 */
record ServerCommand(List<String> words) {
    static final String JVM_OPTIONS = "HA_ZOOKEEPER_JVM_OPTS";
    private static final String MAIN = "io.haservices.shaded.org.apache.zookeeper.server.quorum.QuorumPeerMain";

    static ServerCommand of(Layout layout, DataFolder data, Map<String, String> environment) {
        ServerJar server = ServerJar.choose(layout.home(), environment);
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add(mark(data));
        words.add("-Dha.log.file=" + layout.log().resolve("zookeeper-" + data.id() + ".log"));
        layout.logbackConfiguration().ifPresent(file -> words.add("-Dlogback.configurationFile=" + file));
        // 3.4 looks for log4j otherwise, and reports its absence as an error.
        words.add("-Dzookeeper.jmx.log4j.disable=true");
        words.add("-Djava.awt.headless=true");
        Stream.of(environment.getOrDefault(JVM_OPTIONS, "").strip().split("\\s+"))
                .filter(option -> !option.isEmpty())
                .forEach(words::add);
        words.add("-cp");
        words.add(classPath(layout.home(), server));
        words.add(MAIN);
        words.add(data.configuration().toString());
        return new ServerCommand(words);
    }

    /** Only this server's process has this word, and it stands in front, where even a cut-off command line shows it. */
    static String mark(DataFolder data) {
        return "-Dha.zookeeper.data=" + data.path();
    }

    private static String classPath(Path home, ServerJar server) {
        Path lib = home.resolve("lib");
        return Stream.of(
                        List.of(server.path()),
                        ServerJar.jars(lib, "slf4j-api-*.jar"),
                        ServerJar.jars(lib, "logback-*.jar"))
                .flatMap(List::stream)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** For {@code eval} in a shell. */
    String quoted() {
        return words.stream().map(ServerCommand::quoted).collect(Collectors.joining(" "));
    }

    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
