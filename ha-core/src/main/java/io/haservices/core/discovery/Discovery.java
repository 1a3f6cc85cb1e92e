package io.haservices.core.discovery;

import io.haservices.errors.HaException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Loads the providers of one SPI; one that cannot be loaded is noted, and does not hide the others (CF-10). */
final class Discovery<P> {
    // A class loader that always fails must not hold us here forever.
    private static final int MAX_FAILURES = 1000;

    private final Class<P> service;
    private final Function<P, Set<String>> names;
    private final Consumer<P> trial;

    /** {@code trial} calls what every provider must be able to answer, so that a half-working one counts as broken. */
    Discovery(Class<P> service, Function<P, Set<String>> names, Consumer<P> trial) {
        this.service = service;
        this.names = names;
        this.trial = trial;
    }

    /** Those that this class loader sees. */
    Discovered<P> on(ClassLoader loader) {
        return new Search(loader, null).result();
    }

    /** Those in the jars of a plugin. */
    Discovered<P> in(Plugin plugin) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(plugin.loader());
        try {
            return new Search(plugin.loader(), plugin).result();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** One run through all providers. */
    private final class Search {
        private final @Nullable Plugin plugin;
        private final ServiceFiles files;
        private final List<Installed<P>> installed = new ArrayList<>();
        private final List<Broken> broken = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();

        Search(ClassLoader loader, @Nullable Plugin plugin) {
            this.plugin = plugin;
            this.files = new ServiceFiles(service, loader);
            Iterator<P> providers = ServiceLoader.load(service, loader).iterator();
            while (broken.size() < MAX_FAILURES && next(providers)) {}
        }

        Discovered<P> result() {
            return new Discovered<>(List.copyOf(installed), List.copyOf(broken));
        }

        private boolean next(Iterator<P> providers) {
            try {
                if (!providers.hasNext()) {
                    return false;
                }
                add(providers.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                String provider = files.culprit(e, seen).orElse("a provider");
                seen.add(provider);
                note(provider, files.naming(provider), e);
            }
            return true;
        }

        private void add(P provider) {
            String type = provider.getClass().getName();
            if (!seen.add(type)) {
                return;
            }
            Set<String> sources = new LinkedHashSet<>(Set.of(CodeSources.of(provider.getClass())));
            sources.addAll(files.holding(type));
            P called = plugin == null ? provider : plugin.called(service, provider);
            String folder = plugin == null ? "" : plugin.name();
            try {
                trial.accept(called);
                Set<String> lower = names.apply(called).stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(TreeSet::new));
                sources.forEach(source -> installed.add(new Installed<>(lower, called, source, folder)));
            } catch (RuntimeException | LinkageError e) {
                note(type, sources, e);
            }
        }

        private void note(String provider, Set<String> sources, Throwable error) {
            String source = sources.isEmpty() ? "unknown jar" : String.join(", ", sources);
            broken.add(new Broken(provider, source, reason(error)));
        }

        private String reason(Throwable error) {
            if (plugin != null) {
                if (error instanceof HaException) {
                    return String.valueOf(error.getMessage()).replaceFirst("\\.$", "");
                }
                return new MissingClasses(plugin).sentence(error).orElseGet(() -> root(error));
            }
            return root(error);
        }

        private String root(Throwable error) {
            Throwable root = error;
            for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
                root = root.getCause();
            }
            return root.toString();
        }
    }
}
