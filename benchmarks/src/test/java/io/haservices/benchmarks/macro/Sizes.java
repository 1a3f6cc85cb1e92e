package io.haservices.benchmarks.macro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** How large an unpacked distribution is, jar by jar, and what most of each large jar consists of. */
final class Sizes {
    private static final double MIB = 1024.0 * 1024.0;
    private static final long LARGE = 1_048_576;
    private static final int NAMED = 3;

    /** So many folders of a package name its owner well enough, also behind a prefix of relocated ones. */
    private static final int DEPTH = 5;

    private Sizes() {}

    static String of(Path home) throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(home)) {
            files = tree.filter(Files::isRegularFile).sorted().toList();
        }
        long all = files.stream().mapToLong(Sizes::length).sum();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n## Size of the distribution%n%nUnpacked %.1f MiB. Jars of more than 1 MiB:%n%n| jar | MiB | most of it |%n|---|---|---|%n",
                all / MIB));
        for (Path file : files) {
            if (length(file) >= LARGE && file.toString().endsWith(".jar")) {
                text.append(String.format(
                        Locale.ROOT,
                        "| `%s` | %.1f | %s |%n",
                        home.relativize(file),
                        length(file) / MIB,
                        mostOf(file)));
            }
        }
        return text.toString();
    }

    private static String mostOf(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Map<String, Long> folders = zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .collect(Collectors.groupingBy(
                            entry -> folder(entry.getName()), Collectors.summingLong(ZipEntry::getCompressedSize)));
            return folders.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .limit(NAMED)
                    .map(one -> String.format(Locale.ROOT, "`%s` %.1f", one.getKey(), one.getValue() / MIB))
                    .collect(Collectors.joining(", "));
        }
    }

    private static String folder(String entry) {
        int end = -1;
        for (int depth = 0; depth < DEPTH; depth++) {
            int next = entry.indexOf('/', end + 1);
            if (next < 0) {
                break;
            }
            end = next;
        }
        return end < 0 ? "/" : entry.substring(0, end);
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
