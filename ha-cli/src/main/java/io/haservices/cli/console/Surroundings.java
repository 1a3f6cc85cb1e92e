package io.haservices.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command finds around it, so that a test can give it another.
 *
 * @param in standard input
 * @param out standard output, for answers only
 * @param err standard error, for everything else
 * @param environment the environment variables
 * @param home the folder that holds {@code bin} and {@code conf}; absent when started without the launcher
 * @param outIsTerminal whether somebody looks at {@code out}
 * @param errIsTerminal whether somebody looks at {@code err}
 */
public record Surroundings(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Optional<Path> home,
        boolean outIsTerminal,
        boolean errIsTerminal) {
    /** Those of this process. */
    public static Surroundings ofProcess() {
        // The JVM cannot tell which of its streams is a terminal; the launcher can.
        String terminals = System.getProperty("ha.terminals", "");
        return new Surroundings(
                System.in,
                new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false, UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8),
                System.getenv(),
                Optional.ofNullable(System.getProperty("ha.home"))
                        .filter(home -> !home.isBlank())
                        .map(Path::of),
                terminals.contains("1"),
                terminals.contains("2"));
    }

    /** A variable that is set and not blank. */
    public Optional<String> variable(String name) {
        @Nullable String value = environment.get(name);
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}
