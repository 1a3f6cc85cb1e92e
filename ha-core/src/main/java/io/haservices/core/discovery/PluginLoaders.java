package io.haservices.core.discovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The class loaders of this process, one for the same jars. SDKs leave threads and caches behind that hold their classes for
 * ever: another class loader each time that services are opened would fill the memory.
 */
final class PluginLoaders {
    private static final Map<List<Jar>, WeakReference<ClassLoader>> KNOWN = new HashMap<>();
    private static final ClassLoader SHARED = new SharedClasses(PluginLoaders.class.getClassLoader());

    private PluginLoaders() {}

    static synchronized ClassLoader of(String plugin, List<Path> jars) {
        List<Jar> key = jars.stream().map(Jar::of).toList();
        WeakReference<ClassLoader> known = KNOWN.get(key);
        @Nullable ClassLoader loader = known == null ? null : known.get();
        if (loader == null) {
            URL[] urls = key.stream().map(Jar::url).toArray(URL[]::new);
            loader = new URLClassLoader(Plugin.loaderName(plugin), urls, SHARED);
            KNOWN.values().removeIf(one -> one.get() == null);
            KNOWN.put(key, new WeakReference<>(loader));
        }
        return loader;
    }

    /** A jar as it is now; when it is exchanged, it is another one. */
    private record Jar(Path path, FileTime modified, long size) {
        static Jar of(Path path) {
            try {
                Path absolute = path.toAbsolutePath();
                return new Jar(absolute, Files.getLastModifiedTime(absolute), Files.size(absolute));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        URL url() {
            try {
                return path.toUri().toURL();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
