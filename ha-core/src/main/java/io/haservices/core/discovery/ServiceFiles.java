package io.haservices.core.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which jar names which provider class. {@link java.util.ServiceLoader} does not tell: neither where a class that it could not
 * load was named, nor that two jars hold the same class, of which it silently takes one.
 */
final class ServiceFiles {
    private final ClassLoader loader;
    private final Map<String, Set<String>> sourcesByClass = new LinkedHashMap<>();

    ServiceFiles(Class<?> service, ClassLoader loader) {
        this.loader = loader;
        String resource = "META-INF/services/" + service.getName();
        try {
            for (URL url : Collections.list(loader.getResources(resource))) {
                for (String name : classes(url)) {
                    sourcesByClass
                            .computeIfAbsent(name, any -> new LinkedHashSet<>())
                            .add(CodeSources.of(url, resource));
                }
            }
        } catch (IOException e) {
            // Only explanations are lost; ServiceLoader itself will say what it cannot read.
            sourcesByClass.clear();
        }
    }

    /** Every jar that names this class. */
    Set<String> naming(String className) {
        return sourcesByClass.getOrDefault(className, Set.of());
    }

    /** Every jar that holds this class. */
    Set<String> holding(String className) {
        String resource = className.replace('.', '/') + ".class";
        Set<String> sources = new LinkedHashSet<>();
        try {
            Collections.list(loader.getResources(resource)).forEach(url -> sources.add(CodeSources.of(url, resource)));
        } catch (IOException e) {
            sources.clear();
        }
        return sources;
    }

    /** The provider that an error is about: the one that its text names, or the first one not yet known that does not load. */
    Optional<String> culprit(Throwable error, Set<String> known) {
        List<String> unknown = sourcesByClass.keySet().stream()
                .filter(name -> !known.contains(name))
                .toList();
        String text = error.getMessage() + " ";
        return unknown.stream()
                .filter(name -> text.contains(" " + name + " "))
                .findFirst()
                .or(() -> unknown.stream().filter(name -> !loads(name)).findFirst());
    }

    private boolean loads(String className) {
        try {
            Class.forName(className, false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static List<String> classes(URL url) throws IOException {
        try (InputStream in = url.openStream();
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            return lines.lines()
                    .map(line -> line.split("#", 2)[0].trim())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }
}
