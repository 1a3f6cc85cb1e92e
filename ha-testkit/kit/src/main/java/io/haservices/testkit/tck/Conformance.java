package io.haservices.testkit.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * What a run of the TCK says of each backend under test: which rules it keeps, breaks, and was not asked for. When the run ends, each test
 * class of a backend leaves {@code <class>.txt} for people and {@code <class>.json} for programs in the folder that {@value #FOLDER} names;
 * without it in {@code target/conformance}, in a Gradle build {@code build/conformance}. Thread-safe.
 */
public final class Conformance implements AutoCloseable {
    /** Configuration parameter of JUnit: the folder for the reports; empty for none. */
    public static final String FOLDER = "io.haservices.testkit.conformance";

    private final Optional<Path> folder;
    private final Map<String, ConformanceReport> reports = new ConcurrentSkipListMap<>();

    private Conformance(Optional<Path> folder) {
        this.folder = folder;
    }

    /** The one of this run. */
    static Conformance of(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(Conformance.class))
                .getOrComputeIfAbsent(Conformance.class, key -> new Conformance(folder(context)), Conformance.class);
    }

    private static Optional<Path> folder(ExtensionContext context) {
        if (Judge.isQuiet(context)) {
            return Optional.empty();
        }
        String named = context.getConfigurationParameter(FOLDER)
                .orElseGet(() -> Files.isDirectory(Path.of("target")) || !Files.isDirectory(Path.of("build"))
                        ? "target/conformance"
                        : "build/conformance");
        return named.isBlank() ? Optional.empty() : Optional.of(Path.of(named));
    }

    void passed(ExtensionContext test) {
        report(test).passed(rule(test));
    }

    void failed(ExtensionContext test, String why) {
        report(test).failed(rule(test), name(test), why);
    }

    void skipped(ExtensionContext test, String why) {
        report(test).skipped(rule(test), name(test), why);
    }

    private ConformanceReport report(ExtensionContext test) {
        ExtensionContext outermost = test;
        for (ExtensionContext context = test;
                context.getTestClass().isPresent();
                context = context.getParent().orElseThrow()) {
            outermost = context;
        }
        return reports.computeIfAbsent(outermost.getRequiredTestClass().getName(), ConformanceReport::new);
    }

    private static String rule(ExtensionContext test) {
        return Verdict.rule(test.getRequiredTestMethod());
    }

    private static String name(ExtensionContext test) {
        return test.getRequiredTestMethod().getName();
    }

    /** Writes the reports. */
    @Override
    public void close() {
        folder.ifPresent(into -> reports.forEach((backend, report) -> write(into, backend, report)));
    }

    private static void write(Path folder, String backend, ConformanceReport report) {
        try {
            Files.createDirectories(folder);
            Path text = Files.writeString(folder.resolve(backend + ".txt"), report.text(), UTF_8);
            Files.writeString(folder.resolve(backend + ".json"), report.json(), UTF_8);
            System.out.println(report.summary() + "; see " + text);
        } catch (IOException e) {
            throw new UncheckedIOException("the conformance report of " + backend + " cannot be written", e);
        }
    }
}
