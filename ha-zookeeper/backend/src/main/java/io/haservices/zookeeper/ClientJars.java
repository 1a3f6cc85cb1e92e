package io.haservices.zookeeper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which client jars there are on the class path; there has to be exactly one. Touches no class of theirs. */
final class ClientJars {
    private static final String MARK = "io/haservices/shaded/org/apache/zookeeper/ZooKeeper.class";

    private ClientJars() {}

    /** The jars with a ZooKeeper client that this class loader sees. */
    static List<String> found(ClassLoader loader) {
        Set<String> jars = new LinkedHashSet<>();
        try {
            for (URL url : Collections.list(loader.getResources(MARK))) {
                jars.add(jar(url));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(jars);
    }

    /** What is wrong with the client jars and what to do, or nothing. */
    static Optional<String> problem(ClassLoader loader) {
        List<String> found = found(loader);
        if (found.isEmpty()) {
            return Optional.of("There is no ZooKeeper client jar on the class path. lib/ holds none of"
                    + " ha-zookeeper-client-3.4, -3.5 and -3.9: move exactly one of " + spare() + " into lib/.");
        }
        if (found.size() > 1) {
            return Optional.of("There are " + found.size() + " ZooKeeper client jars on the class path: "
                    + String.join(" and ", found) + ". Leave exactly one in lib/ and move the others into opt/.");
        }
        return Optional.empty();
    }

    private static String jar(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        try {
            if (connection instanceof JarURLConnection jar) {
                return Path.of(jar.getJarFileURL().toURI()).toString();
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Not a file; its address says enough.
        }
        return url.toString();
    }

    /** The client jars in opt/ of the distribution that this class runs from, or a general description. */
    static String spare() {
        String general = "the jars opt/ha-zookeeper-client-*.jar of the distribution";
        Path lib = folder(ClientJars.class.getProtectionDomain().getCodeSource());
        Path opt = lib == null ? null : lib.resolveSibling("opt");
        if (opt == null || !Files.isDirectory(opt)) {
            return general;
        }
        try (Stream<Path> files = Files.list(opt)) {
            List<String> names = files.map(Path::toString)
                    .filter(name -> name.contains("ha-zookeeper-client-") && name.endsWith(".jar"))
                    .sorted()
                    .toList();
            return names.isEmpty() ? general : String.join(", ", names);
        } catch (IOException e) {
            return general;
        }
    }

    private static @Nullable Path folder(@Nullable CodeSource source) {
        if (source == null || source.getLocation() == null) {
            return null;
        }
        try {
            return Path.of(source.getLocation().toURI()).getParent();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }
}
