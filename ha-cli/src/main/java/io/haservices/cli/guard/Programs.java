package io.haservices.cli.guard;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds programs as a shell does. */
final class Programs {
    private static final int NOT_FOUND = 127;
    private static final int NOT_EXECUTABLE = 126;

    private Programs() {}

    /** Why this command cannot be started, with the exit code that shells use for it; empty if nothing speaks against it. */
    static Optional<Message.NotStarted> problem(List<String> command) {
        if (command.isEmpty() || command.get(0).isEmpty()) {
            return Optional.of(new Message.NotStarted(NOT_FOUND, "no command was given"));
        }
        String name = command.get(0);
        boolean seen = false;
        for (Path candidate : candidates(name)) {
            if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                return Optional.empty();
            }
            seen |= Files.exists(candidate);
        }
        if (name.contains("/") && seen) {
            String what = Files.isDirectory(Path.of(name)) ? "it is a directory" : "it is not executable for this user";
            return Optional.of(notExecutable(name, what));
        }
        String where = name.contains("/") ? "no such file" : "no executable of this name on the PATH";
        return Optional.of(new Message.NotStarted(NOT_FOUND, "cannot start '" + name + "': " + where));
    }

    static Message.NotStarted notExecutable(String name, String why) {
        return new Message.NotStarted(NOT_EXECUTABLE, "cannot start '" + name + "': " + why);
    }

    /** The program that starts another one in a new session. */
    static String setsid() {
        return candidates("setsid").stream()
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> new GuardException(
                        "'setsid' is not on the PATH. Running a command under guard needs it, and Linux;"
                                + " install util-linux (or busybox) and try again"));
    }

    private static List<Path> candidates(String name) {
        List<Path> candidates = new ArrayList<>();
        if (name.contains("/")) {
            candidates.add(Path.of(name));
            return candidates;
        }
        String path = System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        for (String directory : path.split(":", -1)) {
            candidates.add(Path.of(directory, name));
        }
        return candidates;
    }
}
