package io.haservices.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendsTest {
    @TempDir
    Path folder;

    private final List<String> problems = new ArrayList<>();
    private ProviderJars jars;

    @BeforeEach
    void prepare() {
        jars = new ProviderJars(folder);
    }

    @Test
    void findsABackendByItsNameInAnyCaseAndTellsItsJar() {
        Backends backends = backends(jars.coordination("red.jar", "Red", "red", ""));
        assertThat(backends.coordination("RED", problems::add))
                .hasValueSatisfying(one -> assertThat(one).hasToString("red (" + folder.resolve("red.jar") + ")"));
        assertThat(problems).isEmpty();
    }

    @Test
    void findsTheBuiltInFileStorage() {
        assertThat(backends().storage("FILE", problems::add)).isPresent();
        assertThat(backends().storage("s3", problems::add)).isEmpty();
        assertThat(problems).singleElement().asString().contains("'s3' is installed. Installed: file (");
    }

    @Test
    void namesAllInstalledBackendsAndTheLikelyOne() {
        Backends backends = backends(
                jars.coordination("red.jar", "Red", "red", ""), jars.coordination("blue.jar", "Blue", "blue", ""));
        assertThat(backends.coordination("bleu", problems::add)).isEmpty();
        assertThat(problems)
                .singleElement()
                .asString()
                .contains(
                        "did you mean 'blue'?",
                        "red (" + folder.resolve("red.jar") + ")",
                        "blue (" + folder.resolve("blue.jar") + ")");
    }

    @Test
    void refusesTwoBackendsOfOneNameNamingBothJars() {
        Backends backends = backends(
                jars.coordination("red.jar", "Red", "red", ""), jars.coordination("rosso.jar", "Rosso", "red", ""));
        assertThat(backends.coordination("red", problems::add)).isEmpty();
        assertThat(problems)
                .containsExactly("coordination backend 'red' is installed 2 times, from " + folder.resolve("red.jar")
                        + " and from " + folder.resolve("rosso.jar") + ". Keep one of the jars.");
    }

    @Test
    void refusesTheSameClassInTwoJars() throws IOException {
        Path one = jars.coordination("red-1.0.jar", "Red", "red", "");
        Path two = Files.copy(one, folder.resolve("red-1.1.jar"));
        assertThat(backends(one, two).coordination("red", problems::add)).isEmpty();
        assertThat(problems).singleElement().asString().contains("red-1.0.jar", "red-1.1.jar");
    }

    @Test
    void reportsBrokenBackendsWithTheirJarsAndGoesOnWithTheOthers() throws IOException {
        Path incomplete = jars.coordination("incomplete.jar", "Incomplete", "incomplete", "");
        jars.remove(incomplete, "test/IncompleteBase.class");
        Backends backends = backends(
                incomplete,
                jars.naming("absent.jar", "test.Absent"),
                jars.naming("stranger.jar", "org.assertj.core.api.Assertions"),
                jars.coordination(
                        "throwing.jar",
                        "Throwing",
                        "throwing",
                        "{ if (true) throw new IllegalStateException(\"boom\"); }"),
                jars.coordination("green.jar", "Green", "green", ""));
        assertThat(backends.coordination("green", problems::add)).isPresent();
        assertThat(problems).isEmpty();
        assertThat(backends.coordination().broken())
                .hasSize(4)
                .extracting(Broken::toString)
                .anyMatch(text -> text.contains("incomplete.jar") && text.contains("IncompleteBase"))
                .anyMatch(text -> text.contains("absent.jar") && text.contains("not found"))
                .anyMatch(text -> text.contains("stranger.jar") && text.contains("not a subtype"))
                .anyMatch(text -> text.contains("throwing.jar") && text.contains("boom"));
        assertThat(backends.coordination("incomplete", problems::add)).isEmpty();
        assertThat(problems).singleElement().asString().contains("Could not be loaded: ", "incomplete.jar");
    }

    private Backends backends(Path... paths) {
        // Not closed: the providers may still load classes, and the folder is removed anyway.
        return Backends.installed(ProviderJars.loader(paths));
    }
}
