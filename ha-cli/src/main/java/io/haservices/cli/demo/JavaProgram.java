package io.haservices.cli.demo;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Command lines of further JVMs from this one's class path. */
final class JavaProgram {
    private static final List<String> OPTIONS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto");
    private static final String MAIN = "io.haservices.cli.Main";

    private JavaProgram() {}

    /** {@code ha} with these arguments, in a JVM that ends when this one does. */
    static List<String> ha(Workspace workspace, boolean lifeLine, List<String> arguments) {
        List<String> command = java("-Xmx96m", System.getProperty("java.class.path"));
        // What they leave behind when they are killed goes with the folder.
        command.add("-Djava.io.tmpdir=" + workspace.temporary());
        if (lifeLine) {
            command.add("-D" + LifeLine.PROPERTY + "=true");
        }
        command.add(MAIN);
        command.addAll(arguments);
        return command;
    }

    /** An etcd server, by a JVM that looks after it. */
    static List<String> etcd(String folder, List<String> arguments) {
        List<String> command = java("-Xmx32m", System.getProperty("java.class.path"));
        command.addAll(List.of(EtcdMain.class.getName(), folder));
        command.addAll(arguments);
        return command;
    }

    /** A ZooKeeper server. */
    static List<String> zooKeeper(Path jar, String folder, Path configuration) {
        List<String> classes = new ArrayList<>(List.of(jar.toString()));
        // With its logging, and with this very program, but never with another ZooKeeper.
        Pattern wanted = Pattern.compile("(slf4j-api|logback-classic|logback-core|ha-cli)-.*\\.jar");
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry ->
                        wanted.matcher(Path.of(entry).toFile().getName()).matches() || new File(entry).isDirectory())
                .forEach(classes::add);
        List<String> command = java("-Xmx128m", String.join(File.pathSeparator, classes));
        command.addAll(List.of(
                "-Dha.log.own=INFO",
                "-Dha.log.libraries=INFO",
                "-Dha.log.pattern=%d{HH:mm:ss.SSS} %-5level %logger{0} %msg%n",
                "-Dzookeeper.jmx.log4j.disable=true",
                "-Dzookeeper.admin.enableServer=false",
                "-Dzookeeper.4lw.commands.whitelist=srvr,ruok,mntr",
                ZooKeeperMain.class.getName(),
                folder,
                configuration.toString()));
        return command;
    }

    private static List<String> java(String heap, String classes) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of(heap, "-cp", classes));
        return command;
    }
}
