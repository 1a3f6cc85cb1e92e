package io.haservices.core.discovery;

/**
 * A provider that could not be loaded.
 *
 * @param provider its class, or what is known of it
 * @param source the jar or folder that names it
 * @param reason what went wrong
 */
public record Broken(String provider, String source, String reason) {
    @Override
    public String toString() {
        return provider + " (" + source + "): " + reason;
    }
}
