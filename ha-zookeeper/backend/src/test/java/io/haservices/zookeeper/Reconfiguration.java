package io.haservices.zookeeper;

import io.haservices.testkit.servers.ZooKeeperServers;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes an ensemble while it runs, by the 3.9 client in a class loader of its own, whatever client the test is about. */
final class Reconfiguration implements AutoCloseable {
    private static final String PACKAGE = "io.haservices.shaded.org.apache.zookeeper.";

    private final URLClassLoader loader;
    private final Object admin;

    Reconfiguration(ZooKeeperServers servers) throws IOException, ReflectiveOperationException {
        loader = new URLClassLoader(jars(), ClassLoader.getPlatformClassLoader());
        Class<?> watcher = loader.loadClass(PACKAGE + "Watcher");
        Object nobody = Proxy.newProxyInstance(loader, new Class<?>[] {watcher}, Reconfiguration::ignore);
        Constructor<?> constructor =
                loader.loadClass(PACKAGE + "admin.ZooKeeperAdmin").getConstructor(String.class, int.class, watcher);
        admin = constructor.newInstance(servers.connectString(), 20_000, nobody);
    }

    /** Adds these members, {@code server.N=...;host:port}, or replaces those of the same number; returns when it is agreed on. */
    void join(List<String> members) throws ReflectiveOperationException {
        Class<?> stat = loader.loadClass(PACKAGE + "data.Stat");
        Method reconfigure =
                admin.getClass().getMethod("reconfigure", String.class, String.class, String.class, long.class, stat);
        reconfigure.invoke(admin, String.join(",", members), null, null, -1L, null);
    }

    @Override
    public void close() throws IOException, ReflectiveOperationException {
        admin.getClass().getMethod("close").invoke(admin);
        loader.close();
    }

    /** A watcher that is not interested; the client keeps it in sets. */
    private static @Nullable Object ignore(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && proxy == arguments[0];
            case "toString" -> "nobody";
            default -> null;
        };
    }

    private static URL[] jars() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("ha.test.zookeeper.jars", "")))) {
            List<Path> jars = files.filter(file -> file.getFileName().toString().contains("client-3.9")
                            || file.getFileName().toString().startsWith("slf4j-api"))
                    .toList();
            URL[] urls = new URL[jars.size()];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = url(jars.get(i));
            }
            return urls;
        }
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }
}
