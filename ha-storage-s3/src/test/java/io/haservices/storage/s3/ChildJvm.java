package io.haservices.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own with this class path, without what the environment here says about AWS. */
final class ChildJvm {
    private static final long PATIENCE_MINUTES = 5;

    private ChildJvm() {}

    /** What it printed, errors too. */
    static String run(
            Path home, Map<String, String> environment, List<String> options, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Duser.home=" + home);
        command.add("-Djava.io.tmpdir=" + home);
        command.add("-Daws.disableEc2Metadata=true");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        Path printed = home.resolve("printed");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("HOME", home.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("it does not end. It printed: " + Files.readString(printed, UTF_8));
            }
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(printed, UTF_8);
    }
}
