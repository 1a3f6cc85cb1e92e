package io.haservices.core.config;

/**
 * One line of {@code ha config show}.
 *
 * @param key as it was written, or the option's own key for a default
 * @param option the option that it means, or empty when it is none of ours
 * @param value masked where it is a secret (CF-05)
 * @param origin where it was written, or {@code default}
 * @param note what to know about it, or empty
 */
public record ShownValue(String key, String option, String value, String origin, String note) {}
