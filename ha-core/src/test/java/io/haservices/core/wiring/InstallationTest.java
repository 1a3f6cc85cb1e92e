package io.haservices.core.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import io.haservices.HighAvailabilityServices;
import io.haservices.config.Configuration;
import io.haservices.core.config.LoadedConfiguration;
import io.haservices.core.discovery.ProviderJars;
import io.haservices.errors.ConfigurationException;
import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.CoordinationProvider;
import io.haservices.spi.storage.StorageProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationTest {
    @TempDir
    Path folder;

    private Installation installation;

    @BeforeEach
    void install() throws IOException {
        Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
        Files.writeString(
                services.resolve(CoordinationProvider.class.getName()), TestCoordinationProvider.class.getName());
        Files.writeString(services.resolve(StorageProvider.class.getName()), TestStorageProvider.class.getName());
        URL url = folder.resolve("classes").toUri().toURL();
        // Not closed: providers are loaded through it, and nothing of it is held open but the folder.
        installation =
                Installation.of(new URLClassLoader(new URL[] {url}, getClass().getClassLoader()));
    }

    @Test
    void reportsAllProblemsAtOnceWithTheirPlaces() throws IOException {
        Path conf = Files.createDirectory(folder.resolve("conf"));
        Files.writeString(conf.resolve("ha.yaml"), """
                high-availability: test
                high-availability.cluster-id: a//b
                high-availability.storageDir: relative/dir
                high-availability.request-timeout: soon
                high-availability.storge: x
                """);
        LoadedConfiguration loaded = installation.load(conf, Map.of(), List.of());
        assertThatThrownBy(() -> installation.open(loaded))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .hasSize(5)
                                .anyMatch(p -> p.contains(
                                        "'high-availability.cluster-id' (" + conf.resolve("ha.yaml") + ":2)"))
                                .anyMatch(p -> p.contains("ha.yaml:3) ") || p.contains("ha.yaml:3):"))
                                .anyMatch(p -> p.contains("'soon' does not fit"))
                                .anyMatch(p -> p.contains("'high-availability.storge'"))
                                .anyMatch(p -> p.contains("'high-availability.test.quorum' is not set.")));
    }

    @Test
    void takesBackendsFromTheConfiguredFolderOfPlugins() throws IOException {
        Path red = Files.createDirectories(folder.resolve("plugins/red"));
        new ProviderJars(red).coordination("red.jar", "Red", "red", "");
        Path conf = Files.createDirectory(folder.resolve("conf"));
        Files.writeString(conf.resolve("ha.yaml"), "high-availability.plugins.dir: " + folder.resolve("plugins"));
        Map<String, String> given = Map.of(
                "HA_PROPERTIES",
                "high-availability: red\nhigh-availability.storageDir: "
                        + folder.resolve("storage").toUri());
        Installation withPlugins = Installation.of(getClass().getClassLoader(), conf, given, List.of(), null);
        assertThat(withPlugins
                        .validate(withPlugins.load(conf, given, List.of()))
                        .problems())
                .isEmpty();
        assertThat(withPlugins.backends().coordinationInventory()).contains("red.jar");
    }

    @Test
    void refusesAFolderOfPluginsThatIsNotThere() {
        LoadedConfiguration wrong = configuration(
                "high-availability.plugins.dir", folder.resolve("nowhere").toString());
        assertThat(Installation.of(getClass().getClassLoader(), wrong.configuration())
                        .validate(wrong)
                        .problems())
                .contains("'high-availability.plugins.dir': the folder of plugins " + folder.resolve("nowhere")
                        + " does not exist or is no folder.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"NONE", "none", "standalone", "StandAlone", "", " ", "org.example.HaServicesFactory", "tset"})
    void refusesAModeThatIsNoBackendAndNamesTheInstalledOnes(String mode) {
        assertThatThrownBy(() -> installation.open(configuration("high-availability", mode)))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .singleElement()
                                .asString()
                                .contains("high-availability", "Installed: ", "test (" + testClasses()));
    }

    @Test
    void refusesAnAbsentModeAndSuggestsTheBackendForASlip() {
        LoadedConfiguration absent =
                LoadedConfiguration.of(Configuration.of(Map.of("high-availability.storageDir", "file:///tmp/x")));
        assertThatThrownBy(() -> installation.open(absent)).hasMessageContaining("'high-availability' is not set");
        assertThatThrownBy(() -> installation.open(configuration("high-availability", "tets")))
                .hasMessageContaining("did you mean 'test'?");
    }

    @ParameterizedTest
    @CsvSource({
        "'', is not set",
        "/var/ha, has no scheme; write for example file:///var/ha",
        "s3://bucket/x, no storage for the scheme 's3' is installed",
        "file:var/ha, must be absolute",
        "file://var/ha, is a host",
    })
    void refusesAStorageDirThatLeadsNowhere(String storageDir, String expected) {
        assertThat(installation
                        .validate(configuration("high-availability.storageDir", storageDir))
                        .problems())
                .singleElement()
                .asString()
                .contains(expected);
    }

    @Test
    void namesTheInstalledSchemesWithTheirJars() {
        assertThat(installation
                        .validate(configuration("high-availability.storageDir", "s3://x/y"))
                        .problems())
                .singleElement()
                .asString()
                .contains("file (", "counted (");
    }

    @Test
    void reportsABackendThatCannotEvenCheck() {
        assertThat(installation
                        .validate(configuration("high-availability.test.quorum", "linkage"))
                        .problems())
                .singleElement()
                .asString()
                .contains("the backend test (", "some/vendor/Client");
    }

    @Test
    void leavesItToTheBackendToSayWhatIsWrongWithAKeyThatItKnows() {
        assertThat(installation
                        .validate(configuration("high-availability.test.tls", "on"))
                        .problems())
                .containsExactly("'high-availability.test.tls' is not supported in this version.");
    }

    @Test
    void closesWhatWasOpenedWhenTheRestFails() {
        int before = TestStorageProvider.OPENED.get();
        assertThatThrownBy(() -> installation.open(counted()))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("the test servers cannot be reached");
        assertThat(TestStorageProvider.OPENED).hasValue(before + 1);
        assertThat(TestStorageProvider.OPEN).hasValue(0);
    }

    @Test
    void bindsTheServicesForThoseWhoUseGuice() {
        Injector injector = Guice.createInjector(new HighAvailabilityModule(installation, counted()));
        assertThatThrownBy(() -> injector.getInstance(HighAvailabilityServices.class))
                .isInstanceOf(ProvisionException.class)
                .hasRootCauseInstanceOf(UnavailableException.class);
        assertThat(TestStorageProvider.OPEN).hasValue(0);
        assertThatThrownBy(() -> injector.getInstance(HighAvailabilityServices.class))
                .hasMessageContaining("Make another injector");
    }

    @Test
    void checksByReallyConnectingAndWriting() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        LoadedConfiguration loaded = configuration(
                "high-availability.storageDir", file.resolve("beneath").toUri().toString());
        assertThat(installation.check(loaded, Duration.ofSeconds(30)))
                .hasSize(2)
                .anyMatch(p -> p.contains("the test servers cannot be reached"))
                .anyMatch(p -> p.contains("cannot read and write in"));
        assertThat(installation.check(configuration("high-availability", "none"), Duration.ofSeconds(30)))
                .hasSize(1);
    }

    @Test
    void opensNothingWhenTheConfigurationIsWrong() {
        int before = TestStorageProvider.OPENED.get();
        assertThatThrownBy(() -> installation.open(configuration("high-availability.cluster-id", "ha")))
                .isInstanceOf(ConfigurationException.class);
        assertThat(TestStorageProvider.OPENED).hasValue(before);
    }

    private LoadedConfiguration counted() {
        return configuration("high-availability.storageDir", "counted://" + folder.resolve("blobs"));
    }

    private LoadedConfiguration configuration(String key, String value) {
        Map<String, String> values = new HashMap<>(Map.of(
                "high-availability", "test",
                "high-availability.test.quorum", "a:1",
                "high-availability.storageDir", folder.resolve("blobs").toUri().toString()));
        values.put(key, value);
        return LoadedConfiguration.of(Configuration.of(values));
    }

    private static String testClasses() {
        return Path.of(TestCoordinationProvider.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }
}
