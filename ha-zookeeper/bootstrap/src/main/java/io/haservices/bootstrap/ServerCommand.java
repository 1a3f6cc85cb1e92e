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

    static ServerCommand of(
            Layout layout, DataFolder data, ServerJar server, boolean foreground, Map<String, String> environment) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add(mark(data));
        words.add("-Dha.log.file=" + layout.log().resolve("zookeeper-" + data.id() + ".log"));
        layout.logbackConfiguration(foreground).ifPresent(file -> words.add("-Dlogback.configurationFile=" + file));
        // 3.4 looks for log4j otherwise, and reports its absence as an error.
        words.add("-Dzookeeper.jmx.log4j.disable=true");
        words.add("-Djava.awt.headless=true");
        // Before the variable, whose options win: of two with one meaning Java takes the last.
        words.addAll(ServerHeap.options(layout.conf(), environment));
        words.addAll(options(environment, JVM_OPTIONS));
        words.add("-cp");
        words.add(classPath(layout.home(), server));
        words.add(MAIN);
        words.add(data.configuration().toString());
        return new ServerCommand(words);
    }

    /** The words of a variable, separated by blanks. */
    static List<String> options(Map<String, String> environment, String variable) {
        return Stream.of(environment.getOrDefault(variable, "").strip().split("\\s+"))
                .filter(option -> !option.isEmpty())
                .toList();
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
