package io.haservices.core.discovery;

import java.util.Set;

/**
 * A provider that was found, by the names under which it is selected.
 *
 * @param names the value of {@code high-availability}, or the URI schemes; in lower case
 * @param provider the provider itself
 * @param source the jar or folder that it was loaded from
 * @param plugin the name of its folder in the folder of plugins; empty when it comes from the class path
 */
public record Installed<P>(Set<String> names, P provider, String source, String plugin) {
    @Override
    public String toString() {
        return String.join(", ", names) + " (" + source + ")";
    }
}
