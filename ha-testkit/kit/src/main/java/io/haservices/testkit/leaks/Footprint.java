package io.haservices.testkit.leaks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What this process holds: threads by name, open file descriptors by kind, and the heap by class after a garbage collection. Two of
 * them, before and after, show what grew. Immutable.
 *
 * <p>File descriptors must not grow at all. Of threads with one name, but for their numbers, {@link #SLACK_THREADS} more are no growth: a pool
 * starts another in a busy moment, and keeps it as long as regular work comes to it in turn. Of a class of this project, {@link #SLACK} more instances are no growth: some are made
 * when first needed. The heap as a whole may grow by {@link #SLACK_BYTES}, for what the JVM and libraries keep. A leak of one object in
 * each of some hundred rounds is far beyond the first, and one of a hundred bytes in each of ten thousand near the second.
 */
public final class Footprint {
    /** So many instances of one of our classes more are no growth. */
    public static final int SLACK = 20;
    /** So many threads of one name more are no growth. */
    public static final int SLACK_THREADS = 3;
    /** So many bytes of heap more are no growth. */
    public static final long SLACK_BYTES = 2 << 20;

    private static final String OURS = "io.haservices.";
    private static final int MOST_SHOWN = 15;
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Pattern LAMBDA = Pattern.compile("(\\$\\$Lambda).*");
    /** Number, instances, bytes, class, and its module. */
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

    private record Size(long instances, long bytes) {
        Size plus(Size other) {
            return new Size(instances + other.instances, bytes + other.bytes);
        }
    }

    private static final Size NONE = new Size(0, 0);

    private final Map<String, Long> threads;
    private final Map<String, Long> descriptors;
    private final Map<String, Size> heap;

    private Footprint(Map<String, Long> threads, Map<String, Long> descriptors, Map<String, Size> heap) {
        this.threads = threads;
        this.descriptors = descriptors;
        this.heap = heap;
    }

    /** As of now; collects garbage. Blocks for as long as that takes. Without {@code /proc} no file descriptors are counted. */
    public static Footprint now() {
        Map<String, Size> heap = heapByClass();
        return new Footprint(threadsByName(), descriptorsByKind(), heap);
    }

    /** What is more than in an earlier one, a sentence each, and of the heap what grew most; empty when nothing grew. */
    public List<String> growthSince(Footprint before) {
        List<String> grown = new ArrayList<>();
        grown.addAll(more("threads", SLACK_THREADS, before.threads, threads));
        grown.addAll(more("file descriptors", 0, before.descriptors, descriptors));
        heap.forEach((name, size) -> {
            long more = size.instances() - before.heap.getOrDefault(name, NONE).instances();
            if (isOurs(name) && more > SLACK) {
                grown.add(more + " more instances of " + name);
            }
        });
        long bytes = total(heap) - total(before.heap);
        if (bytes > SLACK_BYTES) {
            grown.add(bytes + " bytes of heap more, most of them: " + mostGrown(before));
        }
        return grown;
    }

    private static List<String> more(String what, int slack, Map<String, Long> before, Map<String, Long> after) {
        return after.entrySet().stream()
                .filter(entry -> entry.getValue() > before.getOrDefault(entry.getKey(), 0L) + slack)
                .map(entry -> what + " '" + entry.getKey() + "': " + before.getOrDefault(entry.getKey(), 0L)
                        + " before, " + entry.getValue() + " after")
                .toList();
    }

    private String mostGrown(Footprint before) {
        Function<String, Size> growth = name -> {
            Size now = heap.getOrDefault(name, NONE);
            Size then = before.heap.getOrDefault(name, NONE);
            return new Size(now.instances() - then.instances(), now.bytes() - then.bytes());
        };
        return heap.keySet().stream()
                .sorted(Comparator.comparingLong(
                                (String name) -> growth.apply(name).bytes())
                        .reversed())
                .limit(MOST_SHOWN)
                .map(name -> name + " (" + growth.apply(name).instances() + " instances, "
                        + growth.apply(name).bytes() + " bytes)")
                .collect(Collectors.joining(", "));
    }

    /** In figures: threads, file descriptors, instances of our classes, bytes of heap. */
    @Override
    public String toString() {
        return sum(threads) + " threads, " + sum(descriptors) + " file descriptors, " + instances()
                + " instances of our classes, " + total(heap) / 1024 + " KiB of heap";
    }

    /** Of classes of this project. */
    long instances() {
        return heap.entrySet().stream()
                .filter(entry -> isOurs(entry.getKey()))
                .mapToLong(entry -> entry.getValue().instances())
                .sum();
    }

    /** A footprint does not count itself. */
    private static boolean isOurs(String name) {
        return name.startsWith(OURS) && !name.startsWith(Footprint.class.getName());
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long total(Map<String, Size> heap) {
        return heap.values().stream().mapToLong(Size::bytes).sum();
    }

    /** Without their numbers. */
    private static Map<String, Long> threadsByName() {
        return counted(Thread.getAllStackTraces().keySet().stream()
                .map(thread -> DIGITS.matcher(thread.getName()).replaceAll("#")));
    }

    private static Map<String, Long> descriptorsByKind() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return Map.of();
        }
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return counted(open.map(Footprint::kind));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String kind(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("/") ? "file" : DIGITS.matcher(target).replaceAll("#");
        } catch (IOException e) {
            // Closed meanwhile, as the one of the listing itself is.
            return "file";
        }
    }

    private static Map<String, Long> counted(Stream<String> names) {
        return names.collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    /** All lambdas of a class together, for they have new names in each JVM. */
    private static Map<String, Size> heapByClass() {
        Map<String, Size> sizes = new HashMap<>();
        histogram().lines().forEach(line -> {
            Matcher found = LINE.matcher(line);
            if (found.matches()) {
                sizes.merge(
                        LAMBDA.matcher(found.group(3)).replaceAll("$1"),
                        new Size(Long.parseLong(found.group(1)), Long.parseLong(found.group(2))),
                        Size::plus);
            }
        });
        if (sizes.isEmpty()) {
            throw new IllegalStateException("this JVM gives no class histogram");
        }
        return sizes;
    }

    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException("this JVM gives no class histogram", e);
        }
    }
}
