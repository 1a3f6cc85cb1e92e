package io.haservices.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.errors.HaException;
import io.haservices.spi.coordination.CoordinationProvider;
import io.haservices.spi.storage.StorageProvider;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

class PluginsTest {
    @TempDir
    Path folder;

    private final List<String> problems = new ArrayList<>();
    private ProviderJars jars;
    private Path plugins;

    @BeforeEach
    void prepare() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        jars = new ProviderJars(folder);
    }

    @Test
    void findsABackendInAFolderAndTellsWhichOne() {
        plugin("rosso", jars.coordination("red.jar", "Red", "red", ""));
        Path jar = plugins.resolve("rosso/red.jar");
        assertThat(backends().coordination("RED", problems::add)).hasValueSatisfying(one -> {
            assertThat(one).hasToString("red (" + jar + ")");
            assertThat(one.plugin()).isEqualTo("rosso");
        });
        assertThat(backends().storage("file", problems::add))
                .hasValueSatisfying(one -> assertThat(one.plugin()).isEmpty());
        assertThat(backends().broken()).isEmpty();
    }

    @Test
    void givesEachPluginItsOwnVersionOfALibrary() throws IOException {
        String library = "package test; public class Library { public static String %s() { return \"%s\"; } }";
        String body = "public Map<String, String> describe() { return Map.of(\"library\", Library.%s()); }";
        Path old = jars.library("library.jar", "Library", library.formatted("first", "1"));
        plugin("old", jars.coordination("old.jar", "Old", "old", body.formatted("first")), old);
        Path current = jars.library("library.jar", "Library", library.formatted("second", "2"));
        plugin("new", jars.coordination("new.jar", "New", "new", body.formatted("second")), current);
        Backends backends = backends();
        assertThat(provider(backends, "old").describe()).containsEntry("library", "1");
        assertThat(provider(backends, "new").describe()).containsEntry("library", "2");
    }

    @Test
    void refusesABackendThatIsInTheClassPathAndInAPluginNamingBoth() {
        Path jar = jars.coordination("red.jar", "Red", "red", "");
        plugin("rosso", jar);
        Path inPlugin = plugins.resolve("rosso/red.jar");
        Backends backends = Backends.installed(ProviderJars.loader(jar)).withPlugins(plugins);
        assertThat(backends.coordination("red", problems::add)).isEmpty();
        assertThat(problems).singleElement().asString().contains("2 times, from " + jar + " and from " + inPlugin);
    }

    @Test
    void namesWhatIsNoPluginAndGoesOnWithTheOthers() throws IOException {
        Path green = jars.coordination("green.jar", "Green", "green", "");
        plugin("green", green);
        plugin("empty");
        plugin("library", jars.library("library.jar", "Library", "package test; public class Library {}"));
        Files.copy(green, plugins.resolve("stray.jar"));
        Files.writeString(plugins.resolve("README.txt"), "What we ship ourselves.");
        Path damaged = Files.createDirectory(plugins.resolve("damaged")).resolve("cut.jar");
        byte[] whole = Files.readAllBytes(green);
        Files.write(damaged, java.util.Arrays.copyOf(whole, whole.length / 2));
        Files.createSymbolicLink(damaged.resolveSibling("dangling.jar"), folder.resolve("nowhere"));
        Backends backends = backends();
        assertThat(backends.coordination("green", problems::add)).isPresent();
        assertThat(backends.broken())
                .hasSize(6)
                .extracting(Broken::toString)
                .anyMatch(text -> text.contains("plugin 'empty'") && text.contains("has no jar"))
                .anyMatch(text -> text.contains("plugin 'library'") && text.contains("META-INF/services"))
                .anyMatch(text -> text.contains("stray.jar") && text.contains("is no folder"))
                .anyMatch(text -> text.contains("damaged/cut.jar") && text.contains("is no readable jar"))
                .anyMatch(text -> text.contains("damaged/dangling.jar") && text.contains("is no readable jar"))
                .anyMatch(text -> text.contains("plugin 'damaged'") && text.contains("has no jar"));
        assertThat(backends.coordination("damaged", problems::add)).isEmpty();
        assertThat(problems).singleElement().asString().contains("Could not be loaded: ", "cut.jar");
    }

    @Test
    void namesTheClassThatAProviderMissesItsJarAndWhereToPutIt() throws IOException {
        Path incomplete = jars.coordination("incomplete.jar", "Incomplete", "incomplete", "");
        jars.remove(incomplete, "test/IncompleteBase.class");
        plugin("half", incomplete);
        assertThat(backends().broken())
                .singleElement()
                .asString()
                .isEqualTo("test.Incomplete (" + plugins.resolve("half/incomplete.jar")
                        + "): the class test.IncompleteBase is missing. Put the jar that holds it into "
                        + plugins.resolve("half"));
    }

    @Test
    void namesAClassThatIsMadeForANewerJava() throws IOException {
        Path future = jars.coordination("future.jar", "Future", "future", "");
        try (var files = FileSystems.newFileSystem(future)) {
            byte[] type = Files.readAllBytes(files.getPath("test/Future.class"));
            // The version of the class file.
            type[7] = 120;
            Files.write(files.getPath("test/Future.class"), type);
        }
        plugin("future", future);
        assertThat(backends().broken())
                .singleElement()
                .asString()
                .contains("future.jar", "test.Future has been compiled by a more recent", "Run a newer Java");
    }

    @Test
    void saysThatTheFolderOfPluginsIsMissing() {
        Backends backends = Backends.installed(getClass().getClassLoader()).withPlugins(folder.resolve("nowhere"));
        assertThat(backends.problem())
                .hasValue("the folder of plugins " + folder.resolve("nowhere") + " does not exist or is no folder.");
    }

    @Test
    void followsALinkToAFolder() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.copy(jars.coordination("red.jar", "Red", "red", ""), elsewhere.resolve("red.jar"));
        Files.createSymbolicLink(plugins.resolve("red"), elsewhere);
        assertThat(backends().coordination("red", problems::add))
                .hasValueSatisfying(one -> assertThat(one.source()).contains("plugins/red/red.jar"));
    }

    @Test
    void loadsTheSameJarsOnce() throws IOException {
        plugin("red", jars.coordination("red.jar", "Red", "red", ""));
        ClassLoader first = pluginLoader();
        assertThat(pluginLoader()).isSameAs(first);
        Files.setLastModifiedTime(
                plugins.resolve("red/red.jar"), java.nio.file.attribute.FileTime.fromMillis(1_000_000));
        assertThat(pluginLoader()).isNotSameAs(first);
    }

    @Test
    void sharesExactlyThePackagesOfTheApiOfItsAnnotationsAndOfTheLog() throws Exception {
        TreeSet<String> packages = new TreeSet<>();
        for (Class<?> type : List.of(HaException.class, NullMarked.class, Logger.class)) {
            classesBeside(type).forEach(name -> packages.add(name.substring(0, name.lastIndexOf('.'))));
        }
        assertThat(SharedClasses.PACKAGES).containsExactlyInAnyOrderElementsOf(packages);
    }

    @Test
    void knowsEveryInterfaceThatIsCalledAcrossTheBorder() throws Exception {
        List<Class<?>> called = new ArrayList<>();
        for (Class<?> one : List.of(CoordinationProvider.class, StorageProvider.class)) {
            for (String name : classesBeside(one)) {
                Class<?> type = Class.forName(name, false, one.getClassLoader());
                if (type.getPackage() == one.getPackage()
                        && type.isInterface()
                        && !type.isSealed()
                        && !type.isSynthetic()) {
                    called.add(type);
                }
            }
        }
        assertThat(Crossing.CALLED).containsExactlyInAnyOrderElementsOf(called);
    }

    private static List<String> classesBeside(Class<?> type) throws Exception {
        Path source = Path.of(CodeSources.of(type));
        if (Files.isDirectory(source)) {
            return classesIn(source);
        }
        try (var jar = FileSystems.newFileSystem(source)) {
            return classesIn(jar.getPath("/"));
        }
    }

    private static List<String> classesIn(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && name.contains("/") && !name.startsWith("META-INF"))
                    .map(name -> name.replaceFirst("\\.class$", "").replace('/', '.'))
                    .toList();
        }
    }

    private ClassLoader pluginLoader() throws IOException {
        return new PluginFolders(plugins).plugins().get(0).loader();
    }

    private CoordinationProvider provider(Backends backends, String name) {
        return backends.coordination(name, problems::add).orElseThrow().provider();
    }

    private Backends backends() {
        return Backends.installed(getClass().getClassLoader()).withPlugins(plugins);
    }

    private void plugin(String name, Path... content) {
        ProviderJars.copy(plugins.resolve(name), content);
    }
}
