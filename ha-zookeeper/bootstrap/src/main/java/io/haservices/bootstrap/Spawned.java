package io.haservices.bootstrap;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts a process that outlives this one and the terminal. */
final class Spawned {
    private Spawned() {}

    static Process start(ServerCommand command, Path output, Path folder) throws IOException {
        List<String> words = new ArrayList<>();
        // A session of its own, so that closing the terminal or Ctrl-C in it does not reach the server.
        if (isOnPath("setsid", System.getenv())) {
            words.add("setsid");
        }
        words.addAll(command.words());
        return new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
    }

    private static boolean isOnPath(String program, Map<String, String> environment) {
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
