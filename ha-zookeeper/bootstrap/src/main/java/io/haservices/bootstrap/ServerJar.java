package io.haservices.bootstrap;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * One of the shipped client jars, which hold the servers too.
 *
 * @param path where it lies
 * @param line the line of versions: 3.4, 3.5 or 3.9
 */
record ServerJar(Path path, String line) {
    static final String CHOICE = "HA_ZOOKEEPER_SERVER";
    private static final String MANIFEST_ATTRIBUTE = "HA-ZooKeeper-Client";

    /** The newest one, whatever client lies in {@code lib/}; or the one that the environment asks for. */
    static ServerJar choose(Path home, Map<String, String> environment) {
        List<ServerJar> jars = installed(home);
        String wish = environment.getOrDefault(CHOICE, "").strip();
        if (jars.isEmpty()) {
            throw BootstrapException.configuration("there is no ZooKeeper jar (ha-zookeeper-client-*.jar) in "
                    + home.resolve("lib") + " or " + home.resolve("opt") + ". Unpack the distribution again.");
        }
        if (wish.isEmpty()) {
            return jars.get(jars.size() - 1);
        }
        return jars.stream()
                .filter(jar -> jar.line().equals(wish))
                .findFirst()
                .orElseThrow(() -> BootstrapException.configuration(
                        CHOICE + "=" + wish + ": there is no such server. Installed are "
                                + jars.stream().map(ServerJar::line).distinct().toList() + "."));
    }

    /** 3.4 ignores the setting: clients would find no port, or worse, one without TLS. */
    void refuseWhatItCannot(ZooCfg cfg) {
        if (isBefore35() && cfg.settings().containsKey(ClientAddress.SECURE_PORT)) {
            throw BootstrapException.configuration(cfg.where(ClientAddress.SECURE_PORT) + ": "
                    + ClientAddress.SECURE_PORT + " needs a server from 3.5 on, and " + line
                    + " knows no TLS. Remove it, or choose another server with " + CHOICE + ".");
        }
    }

    private static List<ServerJar> installed(Path home) {
        List<ServerJar> jars = new ArrayList<>();
        for (String folder : List.of("lib", "opt")) {
            for (Path jar : jars(home.resolve(folder), "*.jar")) {
                line(jar).ifPresent(line -> jars.add(new ServerJar(jar, line)));
            }
        }
        jars.sort(Comparator.comparing(ServerJar::number));
        return jars;
    }

    boolean isBefore35() {
        return number() < 305;
    }

    /** 3.9 is 309 and 3.10 is 310. */
    private int number() {
        String[] parts = line.split("\\.", -1);
        return Integer.parseInt(parts[0]) * 100 + Integer.parseInt(parts[1]);
    }

    private static Optional<String> line(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            return Optional.ofNullable(manifest)
                    .map(found -> found.getMainAttributes().getValue(MANIFEST_ATTRIBUTE))
                    .filter(text -> text.matches("[0-9]{1,3}\\.[0-9]{1,3}"));
        } catch (IOException e) {
            throw BootstrapException.configuration("cannot read " + jar + ": " + e);
        }
    }

    /** The jars of a folder whose names fit, sorted. */
    static List<Path> jars(Path folder, String pattern) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
                files.forEach(found::add);
            } catch (IOException e) {
                throw BootstrapException.configuration("cannot list " + folder + ": " + e);
            }
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }
}
