package io.haservices.core.discovery;

import java.util.Set;

/**
 * All that a plugin sees besides its own jars: the JDK's platform, and of this program the packages by which both talk to each
 * other. No resource of this program is among it, so that no library of a plugin finds our service files. As the parent of a
 * plugin's class loader it needs no "child first": whatever else the plugin names can only come from its own jars.
 */
final class SharedClasses extends ClassLoader {
    /** Exactly those of ha-api, of JSpecify, and of the SLF4J API, which is bound to this program's log. */
    static final Set<String> PACKAGES = Set.of(
            "io.haservices",
            "io.haservices.check",
            "io.haservices.config",
            "io.haservices.errors",
            "io.haservices.spi.coordination",
            "io.haservices.spi.storage",
            "io.haservices.values",
            "org.jspecify.annotations",
            "org.slf4j",
            "org.slf4j.event",
            "org.slf4j.helpers",
            "org.slf4j.spi");

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader host;

    SharedClasses(ClassLoader host) {
        super("shared-with-plugins", getPlatformClassLoader());
        this.host = host;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (PACKAGES.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))))) {
            return host.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
