package io.haservices.core.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.haservices.core.discovery.probe.ProbeCoordinationProvider;
import io.haservices.core.discovery.probe.ProbeStorageProvider;
import io.haservices.spi.coordination.CoordinationProvider;
import io.haservices.spi.storage.StorageProvider;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Compiles providers and packs each into a jar of its own, as third parties do. */
public final class ProviderJars {
    private static final String SERVICE = "META-INF/services/" + CoordinationProvider.class.getName();

    private static final String STORAGE_SERVICE = "META-INF/services/" + StorageProvider.class.getName();

    private final Path folder;

    /** The jars lie in this folder. */
    public ProviderJars(Path folder) {
        this.folder = folder;
    }

    /** A jar with a coordination provider of this class name and name; {@code body} is further Java source in the class. */
    public Path coordination(String jar, String className, String name, String body) {
        String source = """
                package test;
                import io.haservices.config.*;
                import io.haservices.spi.coordination.*;
                import java.util.*;
                public class %s extends %s implements CoordinationProvider {
                    public String name() { return "%s"; }
                    public List<ConfigOption<?>> options() { return List.of(); }
                    public Coordination open(CoordinationContext context) {
                        throw new io.haservices.errors.UnavailableException("%s cannot be reached");
                    }
                    %s
                }
                class %sBase {}
                """.formatted(className, className + "Base", name, name, body, className);
        try {
            Path classes = compile(className, source);
            Path file = folder.resolve(jar);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
                put(out, SERVICE, ("test." + className + "\n").getBytes(UTF_8));
                for (String type : List.of(className, className + "Base")) {
                    String path = "test/" + type + ".class";
                    put(out, path, Files.readAllBytes(classes.resolve(path)));
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A jar that names a provider class. */
    public Path naming(String jar, String className) {
        Path file = folder.resolve(jar);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
            put(out, SERVICE, (className + " # a comment\n").getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** A jar with one class of a library, compiled from this source, for any plugin to use. */
    public Path library(String jar, String className, String source) {
        try {
            Path classes = compile(className, source);
            Path file = folder.resolve(jar);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
                put(
                        out,
                        "test/" + className + ".class",
                        Files.readAllBytes(classes.resolve("test/" + className + ".class")));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A jar with the classes of {@code probe} that the tests were compiled with, and its service files. */
    public Path probe(String jar) throws IOException {
        Path file = folder.resolve(jar);
        String folderOfClasses = ProbeStorageProvider.class.getPackageName().replace('.', '/');
        Path classes = Path.of(CodeSources.of(ProbeStorageProvider.class));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file));
                Stream<Path> all = Files.list(classes.resolve(folderOfClasses))) {
            for (Path one : all.toList()) {
                put(out, folderOfClasses + "/" + one.getFileName(), Files.readAllBytes(one));
            }
            put(out, SERVICE, ProbeCoordinationProvider.class.getName().getBytes(UTF_8));
            put(out, STORAGE_SERVICE, ProbeStorageProvider.class.getName().getBytes(UTF_8));
        }
        return file;
    }

    /** The same jar without one of its classes. */
    public void remove(Path jar, String entry) throws IOException {
        try (var files = java.nio.file.FileSystems.newFileSystem(jar)) {
            Files.delete(files.getPath(entry));
        }
    }

    /** Copies jars into a new folder. */
    static void copy(Path folder, Path... jars) {
        try {
            Files.createDirectories(folder);
            for (Path jar : jars) {
                Files.copy(jar, folder.resolve(String.valueOf(jar.getFileName())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A class loader over jars, above it that of the tests. */
    public static URLClassLoader loader(Path... jars) {
        URL[] urls = Arrays.stream(jars).map(ProviderJars::url).toArray(URL[]::new);
        return new URLClassLoader(urls, ProviderJars.class.getClassLoader());
    }

    private Path compile(String className, String source) throws IOException {
        Path work = Files.createTempDirectory(folder, "classes");
        Path file = Files.writeString(work.resolve(className + ".java"), source);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        Stream.concat(Stream.of(System.getProperty("java.class.path")), jars())
                                .collect(Collectors.joining(File.pathSeparator)),
                        "-d",
                        work.toString(),
                        file.toString());
        if (result != 0) {
            throw new IOException("the test's own provider does not compile:\n" + source);
        }
        return work;
    }

    private Stream<String> jars() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(Path::toString).filter(name -> name.endsWith(".jar")).toList().stream();
        }
    }

    private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        OutputStream entry = out;
        entry.write(content);
        out.closeEntry();
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
