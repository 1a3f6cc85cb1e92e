package io.haservices.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every rule of {@code docs/spec} names tests that there are, or says that it has none and why; and every rule that is named anywhere is there. */
class NumberedRulesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern NUMBER = Pattern.compile("\\b(?:CO|ST|LE|LR|SS|CF|CLI)-\\d\\d\\b");
    private static final Pattern ROW = Pattern.compile("\\| (" + NUMBER.pattern() + ") \\|.*\\|([^|]*)\\|\\s*");
    private static final Pattern REFERENCE = Pattern.compile("`(\\w+)?(?:\\.(\\w+))?`");
    private static final Pattern DECLARED =
            Pattern.compile("^\\s*(?:public |static |final )*void (\\w+)\\(", Pattern.MULTILINE);

    @Test
    void everyRuleNamesTestsThatThereAre() throws IOException {
        Map<String, Set<String>> tests = tests();
        List<String> wrong = new ArrayList<>();
        rules().forEach((rule, checks) -> {
            if (checks.contains("no test")) {
                return;
            }
            int named = 0;
            String type = "";
            for (Matcher found = REFERENCE.matcher(checks); found.find(); ) {
                type = found.group(1) == null ? type : found.group(1);
                String method = found.group(2);
                boolean isTest = type.matches("\\w+(Test|IT)|(Coordination|Storage)[A-Z]\\w+");
                if (isTest && !tests.containsKey(type)) {
                    wrong.add(rule + ": there is no test class " + type);
                } else if (isTest
                        && method != null
                        && !tests.getOrDefault(type, Set.of()).contains(method)) {
                    wrong.add(rule + ": there is no test " + type + "." + method);
                } else if (isTest) {
                    named++;
                }
            }
            if (named == 0) {
                wrong.add(rule + ": names no test, and does not say \"no test\" and why");
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void noNumberIsMissingInItsChapter() throws IOException {
        Map<String, Integer> last = new TreeMap<>();
        for (String rule : rules().keySet()) {
            int dash = rule.indexOf('-');
            int number = Integer.parseInt(rule.substring(dash + 1));
            assertThat(number).as(rule).isEqualTo(last.getOrDefault(rule.substring(0, dash), 0) + 1);
            last.put(rule.substring(0, dash), number);
        }
        assertThat(last.keySet()).containsExactlyInAnyOrder("CO", "ST", "LE", "LR", "SS", "CF", "CLI");
    }

    @Test
    void everyRuleThatIsNamedIsThere() throws IOException {
        Set<String> rules = rules().keySet();
        Set<String> unknown = new TreeSet<>();
        for (Path file : sources(Stream.of("java", "md", "properties"))) {
            NUMBER.matcher(Files.readString(file))
                    .results()
                    .filter(found -> !rules.contains(found.group()))
                    .forEach(found -> unknown.add(found.group() + " in " + ROOT.relativize(file)));
        }
        assertThat(unknown).isEmpty();
    }

    /** Each rule with its last cell; sorted, and each number once. */
    private static Map<String, String> rules() throws IOException {
        Map<String, String> rules = new TreeMap<>();
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs/spec"))) {
            for (Path page : (Iterable<Path>) pages::iterator) {
                for (String line : Files.readAllLines(page)) {
                    Matcher row = ROW.matcher(line);
                    if (row.matches()) {
                        assertThat(rules.put(row.group(1), row.group(2)))
                                .as("an earlier rule " + row.group(1))
                                .isNull();
                    }
                }
            }
        }
        assertThat(rules).hasSizeGreaterThan(100);
        return rules;
    }

    /** The methods of the classes that tests are in; the TCK's are a library. */
    private static Map<String, Set<String>> tests() throws IOException {
        Map<String, Set<String>> tests = new TreeMap<>();
        for (Path file : sources(Stream.of("java"))) {
            String path = file.toString();
            if (path.contains("/src/test/") || path.contains("/testkit/tck/")) {
                String name = file.getFileName().toString().replace(".java", "");
                Set<String> methods = tests.computeIfAbsent(name, key -> new HashSet<>());
                DECLARED.matcher(Files.readString(file)).results().forEach(found -> methods.add(found.group(1)));
            }
        }
        return tests;
    }

    private static List<Path> sources(Stream<String> endings) throws IOException {
        Set<String> wanted = new HashSet<>(endings.toList());
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> {
                        String path = file.toString();
                        return wanted.contains(path.substring(path.lastIndexOf('.') + 1))
                                && !path.contains("/target/")
                                && !path.contains("/.git/")
                                && Files.isRegularFile(file);
                    })
                    .toList();
        }
    }
}
