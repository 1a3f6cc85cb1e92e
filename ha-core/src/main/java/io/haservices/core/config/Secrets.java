package io.haservices.core.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Keeps secrets out of everything that is printed (CF-05). */
public final class Secrets {
    /** What is printed instead. */
    public static final String MASK = "******";

    // Parts of keys whose values are secrets; a superset of Apache Flink's, since its files are read here too.
    private static final List<String> TELLING_PARTS = List.of(
            "password",
            "passwd",
            "passphrase",
            "secret",
            "credential",
            "token",
            "fs.azure.account.key",
            "apikey",
            "api-key",
            "access-key",
            "accesskey",
            "private-key",
            "auth-params",
            "authorization",
            "service-key",
            "basic-auth",
            "jaas.config",
            "http-headers");
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#\\s]*(?=@)");
    private static final Pattern ASSIGNED = Pattern.compile(
            "((?:password|passwd|passphrase|secret|token|credentials?)[\"']?\\s*[=:]\\s*)[^\\s,}]+",
            Pattern.CASE_INSENSITIVE);

    private final OptionCatalog catalog;

    /** Secrets as these options declare them, and what a key of nobody's gives away by its name. */
    public Secrets(OptionCatalog catalog) {
        this.catalog = catalog;
    }

    /** Whether the value of this key must not be printed. */
    public boolean isSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        // An option that is declared may still have been forgotten to be marked: its name counts as well.
        return catalog.find(key).map(option -> option.secret()).orElse(false)
                || TELLING_PARTS.stream().anyMatch(lower::contains);
    }

    /** The value as it may be printed: a secret is masked, and so is one inside a URI or among other text. */
    public String shown(String key, String value) {
        if (isSecret(key)) {
            return value.isBlank() ? value : MASK;
        }
        String text = USER_INFO.matcher(value).replaceAll(MASK);
        return ASSIGNED.matcher(text).replaceAll("$1" + MASK);
    }
}
