package io.haservices.core.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.core.discovery.probe.ProbeStorageProvider;
import io.haservices.errors.ConfigurationException;
import io.haservices.errors.StorageException;
import io.haservices.errors.UnsupportedCapabilityException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.CoordinationContext;
import io.haservices.spi.coordination.CoordinationProvider;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Scope;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageProvider;
import io.haservices.values.Bytes;
import io.haservices.values.MonotonicClock;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginCallsTest {
    private static final String UNDER_PLUGIN = "plugins/probe";
    private static final BlobName NAME = BlobName.of("some", "blob");
    private static final Configuration NOTHING = Configuration.of(Map.of());

    @TempDir
    Path folder;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final ClassLoader host = new URLClassLoader("host", new URL[0], before);
    private Path jar;
    private Backends backends;

    @BeforeEach
    void install() throws IOException {
        ProviderJars jars = new ProviderJars(folder);
        Path probe = jars.probe("probe.jar");
        jars.remove(probe, "io/haservices/core/discovery/probe/Absentee.class");
        ProviderJars.copy(folder.resolve("plugins/probe"), probe);
        jar = folder.resolve("plugins/probe/probe.jar");
        Thread.currentThread().setContextClassLoader(host);
        backends = Backends.installed(getClass().getClassLoader()).withPlugins(folder.resolve("plugins"));
    }

    @AfterEach
    void leave() {
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(host);
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void runsEveryCallUnderTheClassLoaderOfThePlugin() {
        assertThat(storages().options()).extracting(ConfigOption::description).containsExactly("Under " + UNDER_PLUGIN);
        assertThat(storages().validate(URI.create("probe:/"), NOTHING)).containsExactly(UNDER_PLUGIN);
        assertThat(coordination().describe()).containsEntry("under", UNDER_PLUGIN);
    }

    @Test
    void prefersThePluginsOwnMethodToADefaultOneAndHasTheDefaultOnesToo() {
        assertThat(storage().location(NAME)).hasToString("under:" + UNDER_PLUGIN);
        assertThatThrownBy(() -> storage().putIfAbsent(NAME, Bytes.of(new byte[1])))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("probe:/");
    }

    @Test
    void readsAStreamOfThePluginUnderItsClassLoader() throws IOException {
        try (InputStream in = storage().open(NAME)) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo((UNDER_PLUGIN + ";").repeat(2));
        }
    }

    @Test
    void callsTheHostBackUnderTheClassLoaderOfTheHost() {
        List<ClassLoader> seen = new ArrayList<>();
        long same = storage().write(NAME, () -> {
            seen.add(Thread.currentThread().getContextClassLoader());
            return new FilterInputStream(InputStream.nullInputStream()) {
                @Override
                public int read(byte[] bytes, int offset, int length) {
                    seen.add(currentLoader());
                    return -1;
                }
            };
        });
        coordination().watch(Prefix.of(scope(), "a"), entries -> seen.add(currentLoader()));
        coordination().onSession(session -> seen.add(currentLoader()));
        assertThat(seen).hasSize(4).containsOnly(host);
        assertThat(same).isEqualTo(1);
    }

    @Test
    void runsWhatDependsOnAnAnswerUnderTheClassLoaderOfTheHost() throws Exception {
        Coordination coordination = coordination();
        var seen = coordination.get(scope().key("a")).thenApply(entry -> currentLoader());
        // Has the answer given, on a thread of the plugin.
        coordination.capabilities();
        assertThat(seen.toCompletableFuture().get(1, TimeUnit.MINUTES)).isSameAs(host);
    }

    @Test
    void loadsItsOwnClassesAndNoneOfTheHost() {
        assertThat(backends.storage().installed())
                .filteredOn(one -> one.names().contains("probe"))
                .singleElement()
                .satisfies(one -> assertThat(one.provider()).isNotInstanceOf(ProbeStorageProvider.class));
        assertThatThrownBy(() -> storage().probe())
                .isInstanceOf(StorageException.class)
                .hasMessage("no library of the host is seen");
    }

    @Test
    void letsDocumentedErrorsPass() {
        assertThatThrownBy(() -> storage().delete(List.of(NAME)))
                .isInstanceOf(StorageException.class)
                .hasMessage("as documented")
                .hasNoCause();
    }

    @Test
    void explainsAClassThatIsMissedLater() {
        String explanation = "plugin 'probe' (" + folder.resolve("plugins/probe")
                + "): the class io.haservices.core.discovery.probe.Absentee is missing, wanted by probe.jar"
                + " (io.haservices.core.discovery.probe.%s). Put the jar that holds it into "
                + folder.resolve("plugins/probe") + ".";
        assertThatThrownBy(() -> storages().open(URI.create("probe:/absent"), NOTHING))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(explanation.formatted("ProbeStorageProvider"))
                .hasCauseInstanceOf(NoClassDefFoundError.class);
        assertThatThrownBy(() -> storage().list("")).hasMessage(explanation.formatted("ProbeStorage"));
        assertThatThrownBy(() -> coordination().list(Prefix.of(scope(), "a")))
                .hasMessage(explanation.formatted("ProbeCoordination"));
        assertThatThrownBy(() -> coordination().scopes().toCompletableFuture().get(1, TimeUnit.MINUTES))
                .cause()
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("probe.jar");
    }

    @Test
    void knowsNotWhatBecameOfACommitThatMissedAClass() {
        List<Operation> operations = List.of(new Operation.Delete(scope().key("a"), 1));
        List<Guard> guards = List.of(new Guard.Version(scope().key("b"), 1));
        for (List<Guard> either : List.of(guards, List.<Guard>of())) {
            Commit answer = coordination()
                    .commit(scope(), either, operations)
                    .toCompletableFuture()
                    .orTimeout(1, TimeUnit.MINUTES)
                    .join();
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Commit.Unknown.class,
                            unknown -> assertThat(unknown.cause()).hasMessageContaining("Absentee is missing"));
        }
    }

    @Test
    void doesNotBlameThePluginForWhatTheHostMisses() {
        NoClassDefFoundError ofHost = new NoClassDefFoundError("host/Missing");
        assertThatThrownBy(() -> storage().write(NAME, () -> {
                    throw ofHost;
                }))
                .isSameAs(ofHost);
    }

    @Test
    void isNamedByItsJar() {
        assertThat(backends.storage("probe", problem -> {}))
                .hasValueSatisfying(one -> assertThat(one).hasToString("probe (" + jar + ")"));
        assertThat(Files.exists(jar)).isTrue();
    }

    private static ClassLoader currentLoader() {
        return Thread.currentThread().getContextClassLoader();
    }

    private static Scope scope() {
        return Scope.named("test");
    }

    private StorageProvider storages() {
        return backends.storage("probe", problem -> {}).orElseThrow().provider();
    }

    private Storage storage() {
        return storages().open(URI.create("probe:/"), NOTHING);
    }

    private Coordination coordination() {
        CoordinationProvider provider =
                backends.coordination("probe", problem -> {}).orElseThrow().provider();
        return provider.open(new CoordinationContext(NOTHING, "test", MonotonicClock.SYSTEM, Duration.ofSeconds(10)));
    }
}
