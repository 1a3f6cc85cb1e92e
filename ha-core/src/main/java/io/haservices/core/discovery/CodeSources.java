package io.haservices.core.discovery;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;

/** Names the jar or folder of a class or a resource, as people know it. */
public final class CodeSources {
    private CodeSources() {}

    /** Of a class; its module when it comes from none. */
    public static String of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? String.valueOf(type.getModule().getName())
                : path(source.getLocation().toString());
    }

    /** Of the service file that a URL points to. */
    static String of(URL serviceFile, String resource) {
        String text = serviceFile.toString();
        String base = text.endsWith(resource) ? text.substring(0, text.length() - resource.length()) : text;
        // jar:file:/lib/x.jar!/ or file:/classes/
        return path(base.replaceFirst("^jar:", "").replaceFirst("!/$", ""));
    }

    private static String path(String location) {
        try {
            return Path.of(new URI(location)).toString();
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return location;
        }
    }
}
