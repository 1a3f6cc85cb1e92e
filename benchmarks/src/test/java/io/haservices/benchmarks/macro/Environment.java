package io.haservices.benchmarks.macro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where and when figures were taken.
 *
 * @param load the mean number of tasks that ran or wanted to in the minute before
 */
record Environment(
        String date,
        String processor,
        int cores,
        String kernel,
        String java,
        String fileSystem,
        double load,
        String versions) {

    /** With files in this folder. */
    static Environment of(Path folder) {
        String fileSystem;
        try {
            fileSystem = Files.getFileStore(folder).type();
        } catch (IOException e) {
            fileSystem = "unknown";
        }
        return new Environment(
                LocalDate.now(ZoneOffset.UTC).toString(),
                modelOfProcessor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                fileSystem,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("ha.bench.versions", "unknown"));
    }

    private static String modelOfProcessor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(String.valueOf(System.getProperty("os.arch")));
        } catch (IOException e) {
            return String.valueOf(System.getProperty("os.arch"));
        }
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("date", date)
                .put("processor", processor)
                .put("cores", cores)
                .put("kernel", kernel)
                .put("java", java)
                .put("file_system", fileSystem)
                .put("load", load)
                .put("versions", versions);
    }

    static String sentence(String file, JsonNode environment) {
        return String.format(
                Locale.ROOT,
                "`%s`: %s, %d cores of %s, %s, %s, files in %s, load %.1f; %s.",
                file,
                environment.path("date").asText(),
                environment.path("cores").asInt(),
                environment.path("processor").asText(),
                environment.path("kernel").asText(),
                environment.path("java").asText(),
                environment.path("file_system").asText(),
                environment.path("load").asDouble(),
                environment.path("versions").asText());
    }
}
