package io.haservices.storage.s3;

import io.haservices.config.Configuration;
import io.haservices.errors.HaException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageProvider;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Uses the module as a plugin: with nothing shared but the API and SLF4J. */
final class IsolatedProgram {
    private IsolatedProgram() {}

    public static void main(String[] arguments) throws Exception {
        try (URLClassLoader own = new URLClassLoader(jars(), new Shared())) {
            Thread.currentThread().setContextClassLoader(null);
            StorageProvider provider = ServiceLoader.load(StorageProvider.class, own).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(found -> found.schemes().contains("s3"))
                    .findFirst()
                    .orElseThrow();
            Configuration configuration = Configuration.of(Map.of("high-availability.s3.endpoint", arguments[0]));
            try (Storage storage = provider.open(URI.create("s3://bucket/root"), configuration)) {
                storage.probe();
                BlobName name = BlobName.of("x");
                storage.write(name, BlobSource.of(new byte[20_000_000]));
                storage.capabilities();
                storage.list("");
                storage.incomplete("");
                storage.delete(List.of(name, BlobName.of("y")));
                boolean isolated = provider.getClass() != S3StorageProvider.class;
                boolean unset = Thread.currentThread().getContextClassLoader() == null;
                System.out.println(isolated && unset ? "it works" : "isolated " + isolated + ", unset " + unset);
            } catch (HaException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static URL[] jars() {
        List<URL> urls = new ArrayList<>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            try {
                urls.add(new File(path).toURI().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
        return urls.toArray(URL[]::new);
    }

    /** The API and SLF4J of the application, and of the rest the JDK only. */
    private static final class Shared extends ClassLoader {
        private static final List<String> PACKAGES = List.of(
                "io.haservices.spi.",
                "io.haservices.config.",
                "io.haservices.values.",
                "io.haservices.errors.",
                "org.slf4j.");

        Shared() {
            super("shared", ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (PACKAGES.stream().noneMatch(name::startsWith)) {
                throw new ClassNotFoundException(name);
            }
            return IsolatedProgram.class.getClassLoader().loadClass(name);
        }
    }
}
