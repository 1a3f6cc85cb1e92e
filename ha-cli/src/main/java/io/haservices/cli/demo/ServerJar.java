package io.haservices.cli.demo;

import io.haservices.errors.ConfigurationException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the newest ZooKeeper that is shipped: every client jar holds the server too. */
final class ServerJar {
    private static final Pattern NAME = Pattern.compile("ha-zookeeper-client-(\\d+)\\.(\\d+)-.*\\.jar");

    private ServerJar() {}

    static Path find(Optional<Path> home) {
        List<Path> jars = new ArrayList<>();
        home.ifPresent(folder -> List.of("opt", "lib").forEach(part -> jars.addAll(list(folder.resolve(part)))));
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .forEach(jars::add);
        return jars.stream()
                .filter(jar -> name(jar).matches())
                .max(Comparator.comparingInt(ServerJar::series))
                .orElseThrow(() -> new ConfigurationException(
                        "no jar with a ZooKeeper server, ha-zookeeper-client-*.jar, lies in opt or lib"
                                + home.map(folder -> " of " + folder).orElse("") + "; unpack the distribution again."));
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int series(Path jar) {
        Matcher name = name(jar);
        return name.matches() ? Integer.parseInt(name.group(1)) * 1000 + Integer.parseInt(name.group(2)) : 0;
    }

    private static Matcher name(Path jar) {
        return NAME.matcher(jar.toFile().getName());
    }
}
