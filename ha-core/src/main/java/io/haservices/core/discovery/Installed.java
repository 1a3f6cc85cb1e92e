package io.haservices.core.discovery;

import java.util.Set;

/**
 * A provider that was found, by the names under which it is selected.
 *
 * @param names the value of {@code high-availability}, or the URI schemes; in lower case
 * @param provider the provider itself
 * @param source the jar or folder that it was loaded from
 */
public record Installed<P>(Set<String> names, P provider, String source) {
    @Override
    public String toString() {
        return String.join(", ", names) + " (" + source + ")";
    }
}
