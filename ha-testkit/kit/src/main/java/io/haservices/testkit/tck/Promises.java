package io.haservices.testkit.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** The promises that the TCK checks, by number of rule, in the words of {@code docs/spec}. */
public final class Promises {
    private static final SortedMap<String, String> TEXTS = load();

    private Promises() {}

    /** All of them. */
    public static SortedMap<String, String> all() {
        return new TreeMap<>(TEXTS);
    }

    /** The sentence of a rule such as {@code CO-05}. */
    public static String of(String rule) {
        String text = TEXTS.get(rule);
        if (text == null) {
            throw new IllegalArgumentException("there is no rule " + rule);
        }
        return text;
    }

    private static SortedMap<String, String> load() {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(Promises.class.getResourceAsStream("promises.properties")), UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SortedMap<String, String> texts = new TreeMap<>();
        properties.stringPropertyNames().forEach(rule -> texts.put(rule, properties.getProperty(rule)));
        return texts;
    }
}
