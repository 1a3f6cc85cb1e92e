package io.haservices.core.discovery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Loads the providers of one SPI; one that cannot be loaded is noted, and does not hide the others (CF-10). */
final class Discovery<P> {
    // A class loader that always fails must not hold us here forever.
    private static final int MAX_FAILURES = 1000;

    private final Function<P, Set<String>> names;
    private final Consumer<P> trial;
    private final ServiceFiles files;
    private final List<Installed<P>> installed = new ArrayList<>();
    private final List<Broken> broken = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private Discovery(Class<P> service, ClassLoader loader, Function<P, Set<String>> names, Consumer<P> trial) {
        this.names = names;
        this.trial = trial;
        this.files = new ServiceFiles(service, loader);
        Iterator<P> providers = ServiceLoader.load(service, loader).iterator();
        while (broken.size() < MAX_FAILURES && next(providers)) {}
    }

    /** {@code trial} calls what every provider must be able to answer, so that a half-working one counts as broken. */
    static <P> Discovered<P> of(
            Class<P> service, ClassLoader loader, Function<P, Set<String>> names, Consumer<P> trial) {
        Discovery<P> discovery = new Discovery<>(service, loader, names, trial);
        return new Discovered<>(List.copyOf(discovery.installed), List.copyOf(discovery.broken));
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
        String own = CodeSources.of(provider.getClass());
        Set<String> sources = new LinkedHashSet<>(Set.of(own));
        sources.addAll(files.holding(type));
        try {
            trial.accept(provider);
            Set<String> lower = names.apply(provider).stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toCollection(java.util.TreeSet::new));
            sources.forEach(source -> installed.add(new Installed<>(lower, provider, source)));
        } catch (RuntimeException | LinkageError e) {
            note(type, sources, e);
        }
    }

    private void note(String provider, Set<String> sources, Throwable error) {
        Throwable root = error;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        String source = sources.isEmpty() ? "unknown jar" : String.join(", ", sources);
        broken.add(new Broken(provider, source, root.toString()));
    }
}
