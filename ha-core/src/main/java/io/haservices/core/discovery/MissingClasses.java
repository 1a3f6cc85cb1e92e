package io.haservices.core.discovery;

import io.haservices.errors.ConfigurationException;
import io.haservices.errors.HaException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says of an error which class of a plugin is missing or does not fit, which of its jars wants it, and what to do. */
final class MissingClasses implements UnaryOperator<Throwable> {
    private static final int DEPTH = 20;

    private final Plugin plugin;

    MissingClasses(Plugin plugin) {
        this.plugin = plugin;
    }

    /** The error, or the explanation when it is about classes that the plugin wants; documented errors stay as they are. */
    @Override
    public Throwable apply(Throwable error) {
        if (error instanceof HaException) {
            return error;
        }
        return linkage(error)
                .filter(found -> found.wantedBy().isPresent())
                .<Throwable>map(found ->
                        new ConfigurationException(plugin + ": " + found.sentence(plugin.folder())).initCause(error))
                .orElse(error);
    }

    /** What is missing, if it is that; without a point at the end. */
    Optional<String> sentence(Throwable error) {
        return linkage(error).map(found -> found.sentence(plugin.folder()).replaceFirst("\\.$", ""));
    }

    private Optional<Found> linkage(Throwable error) {
        return Stream.<@Nullable Throwable>iterate(
                        error, one -> one != null, one -> one == null ? null : one.getCause())
                .limit(DEPTH)
                .filter(Objects::nonNull)
                .filter(one -> one instanceof ClassNotFoundException
                        || (one instanceof LinkageError && !(one instanceof ExceptionInInitializerError)))
                .findFirst()
                .map(one -> new Found(one, referrer(one)));
    }

    /** The class of this plugin's jars in which it happened, with its jar. */
    private Optional<String> referrer(Throwable error) {
        return Arrays.stream(error.getStackTrace())
                .filter(frame -> !ofJdk(frame))
                .findFirst()
                .filter(frame -> Plugin.loaderName(plugin.name()).equals(frame.getClassLoaderName()))
                .map(StackTraceElement::getClassName)
                .map(type -> jar(type) + " (" + type + ")");
    }

    private static boolean ofJdk(StackTraceElement frame) {
        String loader = frame.getClassLoaderName();
        return loader == null
                || loader.equals("platform")
                || frame.getClassName().equals(SharedClasses.class.getName());
    }

    private String jar(String type) {
        String resource = type.replace('.', '/') + ".class";
        URL url = plugin.loader().getResource(resource);
        return url == null
                ? "one of its jars"
                : String.valueOf(Path.of(CodeSources.of(url, resource)).getFileName());
    }

    /** An error about a class, and who wants that class. */
    private record Found(Throwable error, Optional<String> wantedBy) {
        String sentence(Path folder) {
            String message = String.valueOf(error.getMessage());
            String by = wantedBy.map(jar -> ", wanted by " + jar).orElse("");
            if (error instanceof UnsupportedClassVersionError) {
                return message.replace('/', '.') + by + ". Run a newer Java, or put a jar for this one into " + folder
                        + ".";
            } else if (message.startsWith("Could not initialize class ")) {
                return message + by + ": its initialization failed before. Look for the first error in the log.";
            } else if (error instanceof NoClassDefFoundError || error instanceof ClassNotFoundException) {
                return "the class " + message.replace('/', '.') + " is missing" + by
                        + ". Put the jar that holds it into " + folder + ".";
            }
            return "its jars do not fit together: " + error + by + ". Put jars into " + folder
                    + " that were made for each other.";
        }
    }
}
