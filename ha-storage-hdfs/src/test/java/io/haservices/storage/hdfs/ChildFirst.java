package io.haservices.storage.hdfs;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/** As a plugin is loaded: its own jars, and of this JVM's class path nothing but the API and SLF4J. */
final class ChildFirst extends URLClassLoader {
    private static final List<String> SHARED =
            List.of("io.haservices.spi.", "io.haservices.config.", "io.haservices.errors.", "io.haservices.values.");
    private final ClassLoader application;

    ChildFirst(URL[] jars, ClassLoader application) {
        super("hdfs-plugin", jars, ClassLoader.getPlatformClassLoader());
        this.application = application;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith("org.slf4j.") || SHARED.stream().anyMatch(name::startsWith)) {
            return application.loadClass(name);
        }
        return super.findClass(name);
    }
}
