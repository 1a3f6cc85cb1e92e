package io.haservices.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Somebody else's plugin: compiled against the unpacked ha-api and old versions of libraries, and packed with these. */
final class ClashPlugin {
    private static final Path LIBRARIES = Path.of(System.getProperty("ha.test.clash.jars", ""));

    private ClashPlugin() {}

    static void build(Unpacked unpacked, Path folder) throws IOException {
        for (String library : List.of("guava-16", "zookeeper-3.8", "zookeeper-jute", "netty-")) {
            copy(library, folder);
        }
        Path classes = Files.createDirectories(unpacked.beside("clash"));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "--release",
                        "17",
                        "-cp",
                        Stream.concat(jars(folder, ""), jars(unpacked.home().resolve("lib"), "ha-api"))
                                .map(Path::toString)
                                .collect(Collectors.joining(File.pathSeparator)),
                        "-d",
                        classes.toString(),
                        Path.of("src/test/resources/clash/ClashStorageProvider.java")
                                .toString());
        if (result != 0) {
            throw new IOException("the plugin of the test does not compile");
        }
        try (OutputStream file = Files.newOutputStream(folder.resolve("clash.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            for (Path type : jarContent(classes)) {
                put(jar, classes.relativize(type).toString(), Files.readAllBytes(type));
            }
            put(
                    jar,
                    "META-INF/services/io.haservices.spi.storage.StorageProvider",
                    "clash.ClashStorageProvider".getBytes(UTF_8));
        }
    }

    /** Copies the jars of a library. */
    static void copy(String beginning, Path folder) throws IOException {
        List<Path> found = jars(LIBRARIES, beginning).toList();
        if (found.isEmpty()) {
            throw new AssertionError("no " + beginning + " in " + LIBRARIES);
        }
        for (Path jar : found) {
            Files.copy(jar, folder.resolve(jar.getFileName()));
        }
    }

    private static Stream<Path> jars(Path folder, String beginning) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(beginning)).toList().stream();
        }
    }

    private static List<Path> jarContent(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }
}
