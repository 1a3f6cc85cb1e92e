package io.haservices.benchmarks.macro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The figures of one benchmark, as a file beside those of the others; with {@code ./bench --docs} all of them become a page. */
final class Results {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String FIGURES = "figures";
    private static final String MORE = "more";
    private static final String ENVIRONMENT = "environment";

    private final String benchmark;
    private final Environment environment;

    /** Measured in files of this folder. */
    Results(String benchmark, Path folder) {
        this.benchmark = benchmark;
        this.environment = Environment.of(folder);
    }

    void write(List<Figure> figures) throws IOException {
        write(figures, "");
    }

    /** Also prints them, and what has moved since an earlier run, where one is named. Figures that only show that it works are not kept. */
    void write(List<Figure> figures, String more) throws IOException {
        System.out.println(Page.tables(figures) + more);
        if (!Effort.asked().isMeasured()) {
            return;
        }
        Path folder = Files.createDirectories(Path.of(System.getProperty("ha.bench.results", "target/results")));
        ObjectNode node = MAPPER.createObjectNode();
        node.set(ENVIRONMENT, environment.json());
        node.put(MORE, more);
        node.set(FIGURES, MAPPER.valueToTree(figures.stream().map(Figure::json).toList()));
        MAPPER.writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve("macro-" + benchmark + ".json").toFile(), node);

        String earlier = System.getProperty("ha.bench.compare", "");
        if (!earlier.isEmpty()) {
            List<String> moved = Comparison.moved(figures(Path.of(earlier)), figures);
            System.out.println(
                    moved.isEmpty() ? "Nothing moved outside the A/A band since " + earlier : String.join("\n", moved));
        }
        String page = System.getProperty("ha.bench.docs", "");
        if (!page.isEmpty()) {
            Files.writeString(Path.of(page), page(folder));
        }
    }

    /** Everything that is known in a folder of results. */
    private static String page(Path folder) throws IOException {
        List<Figure> all = new ArrayList<>();
        List<String> environments = new ArrayList<>();
        StringBuilder more = new StringBuilder();
        for (Path file : files(folder)) {
            all.addAll(figures(file));
            JsonNode results = MAPPER.readTree(file.toFile());
            environments.add(Environment.sentence(String.valueOf(file.getFileName()), results.path(ENVIRONMENT)));
            more.append(results.path(MORE).asText());
        }
        return Page.of(all, more.toString(), environments);
    }

    /** Of one file, or of all in a folder. */
    static List<Figure> figures(Path where) throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (Path file : Files.isDirectory(where) ? files(where) : List.of(where)) {
            for (JsonNode node : MAPPER.readTree(file.toFile()).path(FIGURES)) {
                figures.add(Figure.of(node));
            }
        }
        return figures;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> String.valueOf(file.getFileName()).matches("macro-.*\\.json"))
                    .sorted()
                    .toList();
        }
    }
}
