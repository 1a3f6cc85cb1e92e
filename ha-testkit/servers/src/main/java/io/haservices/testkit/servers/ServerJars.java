package io.haservices.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The class path of one version's server, found in a folder that holds several versions. */
final class ServerJars {
    static final String FOLDER_PROPERTY = "ha.test.zookeeper.jars";
    static final String PACKAGE = "io.haservices.shaded.org.apache.zookeeper.";
    static final String MAIN_CLASS = PACKAGE + "server.quorum.QuorumPeerMain";
    private static final String VERSION_ATTRIBUTE = "HA-ZooKeeper-Client";
    private static final String FILE_PREFIX = "ha-zookeeper-client-";

    private ServerJars() {}

    static Path folderOfSystemProperty() {
        String folder = System.getProperty(FOLDER_PROPERTY);
        if (folder == null || folder.isBlank()) {
            throw new IllegalStateException("no folder with ZooKeeper server jars is given: set -D" + FOLDER_PROPERTY
                    + "=FOLDER, where FOLDER holds ha-zookeeper-client-*.jar, slf4j-api and a binding");
        }
        return Path.of(folder);
    }

    /** The jar of this version, and all jars of the folder that belong to no version (logging). */
    static List<Path> classPath(Path folder, String version) {
        List<Path> servers = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        for (Path jar : jarsIn(folder)) {
            String jarVersion = versionOf(jar);
            if (jarVersion == null) {
                others.add(jar);
            } else if (jarVersion.equals(version)) {
                servers.add(jar);
            }
        }
        if (servers.size() != 1) {
            throw new IllegalStateException("expected one ZooKeeper server of version " + version + " in " + folder
                    + ", a jar whose manifest says " + VERSION_ATTRIBUTE + ": " + version + " or that is named "
                    + FILE_PREFIX + version + "-*.jar; found " + servers + " among "
                    + jarsIn(folder).stream().map(Path::getFileName).toList());
        }
        others.add(0, servers.get(0));
        return others;
    }

    private static List<Path> jarsIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .map(Path::toAbsolutePath)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the ZooKeeper server jars in " + folder, e);
        }
    }

    private static @Nullable String versionOf(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String declared =
                    manifest == null ? null : manifest.getMainAttributes().getValue(VERSION_ATTRIBUTE);
            return declared == null ? versionInName(file.getName()) : declared.strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + jar, e);
        }
    }

    private static @Nullable String versionInName(String path) {
        int start = path.lastIndexOf(FILE_PREFIX) + FILE_PREFIX.length();
        int end = path.indexOf('-', start);
        return start < FILE_PREFIX.length() || end < 0 ? null : path.substring(start, end);
    }
}
