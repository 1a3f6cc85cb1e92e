package io.haservices.core.config;

import io.haservices.config.ConfigOption;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The reference page of the options, made from the constants alone (CF-01). */
public final class OptionsReference {
    private OptionsReference() {}

    /** A Markdown table, one row an option, in the order given; the same options always give the same text. */
    public static String markdown(Collection<? extends ConfigOption<?>> options) {
        String head = """
                | Option | Type | Default | Meaning |
                |---|---|---|---|
                """;
        return head + options.stream().map(OptionsReference::row).collect(Collectors.joining());
    }

    private static String row(ConfigOption<?> option) {
        String initial = option.defaultText().isEmpty() ? "none" : code(option.defaultText());
        return "| " + code(option.key()) + " | " + cell(option.type().name()) + " | " + initial + " | "
                + meaning(option) + " |\n";
    }

    private static String meaning(ConfigOption<?> option) {
        StringBuilder text = new StringBuilder(cell(option.description()));
        if (option.secret()) {
            text.append(" A secret: never printed.");
        }
        if (!option.ignoredReason().isEmpty()) {
            text.append(" No effect here: ")
                    .append(cell(option.ignoredReason()))
                    .append('.');
        }
        text.append(names(" Also: ", option.aliases())).append(names(" Former names: ", option.deprecatedKeys()));
        return text.toString().trim();
    }

    private static String names(String label, List<String> keys) {
        return keys.isEmpty()
                ? ""
                : label + keys.stream().map(OptionsReference::code).collect(Collectors.joining(", ")) + ".";
    }

    private static String code(String text) {
        return "`" + cell(text) + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ");
    }
}
