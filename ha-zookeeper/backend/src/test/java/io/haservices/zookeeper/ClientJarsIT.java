package io.haservices.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.config.Configuration;
import io.haservices.errors.ConfigurationException;
import io.haservices.spi.coordination.CoordinationContext;
import io.haservices.spi.coordination.CoordinationProvider;
import io.haservices.values.MonotonicClock;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The backend loaded anew, with other client jars than those of the test's class path. */
class ClientJarsIT {
    private static final Path JARS = Path.of(System.getProperty("ha.test.zookeeper.jars", "target/zookeeper-jars"));

    @Test
    void withoutAClientJarItSaysWhatToDo() throws IOException {
        try (URLClassLoader loader = backendWith(List.of())) {
            CoordinationProvider provider = provider(loader);
            assertThat(provider.options()).isNotEmpty();
            assertThat(provider.describe().get("zookeeper client")).contains("unusable", "lib/");
            assertThat(provider.validate(configuration()))
                    .singleElement()
                    .asString()
                    .contains("move exactly one", "lib/");
            assertThatThrownBy(() -> provider.open(context()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("no ZooKeeper client jar");
        }
    }

    @Test
    void withTwoClientJarsItNamesBoth() throws IOException {
        try (URLClassLoader loader = backendWith(List.of(clientJar("3.4"), clientJar("3.9")))) {
            CoordinationProvider provider = provider(loader);
            assertThatThrownBy(() -> provider.open(context()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("ha-zookeeper-client-3.4")
                    .hasMessageContaining("ha-zookeeper-client-3.9")
                    .hasMessageContaining("exactly one");
        }
    }

    @Test
    void usesTheOneClientJarThatIsThere() throws IOException {
        for (String line : List.of("3.4", "3.5", "3.9")) {
            try (URLClassLoader loader = backendWith(List.of(clientJar(line)))) {
                assertThat(provider(loader).describe().get("zookeeper client")).startsWith(line);
            }
        }
    }

    private static CoordinationProvider provider(ClassLoader loader) {
        try {
            return (CoordinationProvider) loader.loadClass("io.haservices.zookeeper.ZooKeeperProvider")
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sees the api and slf4j of the test, but neither its backend nor its client jar. */
    private static URLClassLoader backendWith(List<Path> clientJars) throws IOException {
        List<URL> urls = new ArrayList<>();
        urls.add(ZooKeeperProvider.class.getProtectionDomain().getCodeSource().getLocation());
        for (Path jar : clientJars) {
            urls.add(jar.toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), new WithoutBackend());
    }

    private static final class WithoutBackend extends ClassLoader {
        WithoutBackend() {
            super(ClientJarsIT.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.haservices.zookeeper.") || name.startsWith("io.haservices.shaded.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }

        @Override
        public java.util.Enumeration<URL> getResources(String name) throws IOException {
            return name.startsWith("io/haservices/shaded/")
                    ? java.util.Collections.emptyEnumeration()
                    : super.getResources(name);
        }
    }

    private static Path clientJar(String line) throws IOException {
        try (Stream<Path> jars = Files.list(JARS)) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("ha-zookeeper-client-" + line))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Configuration configuration() {
        return Configuration.of(Map.of("high-availability.zookeeper.quorum", "127.0.0.1:1"));
    }

    private static CoordinationContext context() {
        return new CoordinationContext(configuration(), "cluster", MonotonicClock.SYSTEM, Duration.ofSeconds(1));
    }
}
