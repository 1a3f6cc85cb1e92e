package io.haservices.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.testkit.tck.coordination.CoordinationTck;
import io.haservices.testkit.tck.storage.StorageTck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The specification, the promises that failures print, and the tests say the same. */
class SpecificationTest {
    private static final Pattern CHECK = Pattern.compile("`(\\w+)`");
    private static final Map<String, Class<?>> TCKS = Map.of("CO", CoordinationTck.class, "ST", StorageTck.class);

    /** A line of the table. */
    private record Row(String promise, String checks) {}

    @ParameterizedTest
    @CsvSource({"CO, coordination.md", "ST, storage.md"})
    void everyRuleNamesItsTestsOrSaysThatItHasNone(String chapter, String file) throws IOException {
        Map<String, Row> rows = rows(file);
        assertThat(rows.keySet())
                .isEqualTo(Promises.all().keySet().stream()
                        .filter(rule -> rule.startsWith(chapter))
                        .collect(Collectors.toCollection(TreeSet::new)));
        Map<String, Set<String>> tests = testsByRule(TCKS.getOrDefault(chapter, Object.class));
        rows.forEach((rule, row) -> {
            assertThat(row.promise()).as(rule).startsWith(Promises.of(rule));
            Set<String> named = CHECK.matcher(row.checks())
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toSet());
            assertThat(tests.getOrDefault(rule, Set.of())).as(rule).isEqualTo(named);
            assertThat(named.isEmpty())
                    .as(rule + " says that it has no test")
                    .isEqualTo(row.checks().contains("no test"));
        });
        assertThat(rows.keySet()).as("rules in the specification").containsAll(tests.keySet());
    }

    private static Map<String, Row> rows(String file) throws IOException {
        Map<String, Row> rows = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("../../docs/spec", file))) {
            String[] cells = line.split("\\|");
            if (cells.length == 5 && cells[1].trim().matches("[A-Z]{2}-\\d\\d")) {
                assertThat(rows.put(cells[1].trim(), new Row(cells[2].trim(), cells[4].trim())))
                        .as("an earlier rule " + cells[1])
                        .isNull();
            }
        }
        return rows;
    }

    /** The chapters, by the rules of their tests. */
    private static Map<String, Set<String>> testsByRule(Class<?> tck) {
        Map<String, Set<String>> tests = new TreeMap<>();
        for (Class<?> nested : tck.getDeclaredClasses()) {
            Class<?> chapter = nested.getSuperclass();
            Arrays.stream(chapter.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(org.junit.jupiter.api.Test.class))
                    .forEach(method -> tests.computeIfAbsent(Verdict.rule(method), rule -> new TreeSet<>())
                            .add(chapter.getSimpleName()));
        }
        return tests;
    }
}
