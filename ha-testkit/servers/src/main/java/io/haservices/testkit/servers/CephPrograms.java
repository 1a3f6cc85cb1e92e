package io.haservices.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Ceph's programs as unpacked from its packages, run in one cluster's folder. */
record CephPrograms(Path root, Path folder) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int TAIL = 4_000;

    static CephPrograms ofSystemProperty(Path folder) {
        String root = System.getProperty(CephServer.FOLDER_PROPERTY, "");
        if (root.isBlank() || !Files.isExecutable(Path.of(root, "usr/bin/radosgw"))) {
            throw new IllegalStateException("there is no unpacked Ceph in '" + root + "': set -D"
                    + CephServer.FOLDER_PROPERTY + "=FOLDER to what scripts/ceph prints");
        }
        return new CephPrograms(Path.of(root).toAbsolutePath(), folder);
    }

    /** Debian has a folder for each architecture, but only one here. */
    static Path libraries(Path root) {
        try (Stream<Path> folders = Files.list(root.resolve("usr/lib"))) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("rados-classes")))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("the Ceph in " + root + " lacks the classes of its OSD"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    NativeProcess start(String program, String... arguments) {
        return NativeProcess.start(builder(program, arguments));
    }

    void run(String program, String... arguments) {
        try {
            Process process = builder(program, arguments).start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(program + " does not end. " + logs());
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(program + " failed. " + logs());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + program, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + program + " ran", e);
        }
    }

    /** The end of each log. */
    String logs() {
        StringBuilder told = new StringBuilder();
        try (Stream<Path> files = Files.list(folder.resolve(CephFiles.LOGS))) {
            for (Path file : files.sorted().toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                told.append("The end of ")
                        .append(file.getFileName())
                        .append(":\n")
                        .append(text.substring(Math.max(0, text.length() - TAIL)));
            }
        } catch (IOException e) {
            told.append("and its logs cannot be read: ").append(e);
        }
        return told.toString();
    }

    private ProcessBuilder builder(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(root.resolve("usr/bin").resolve(program).toString());
        command.add("-c");
        command.add(folder.resolve(CephFiles.CONFIGURATION).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(CephFiles.LOGS).resolve(program + ".out").toFile()));
        Path libraries = libraries(root);
        builder.environment().keySet().removeIf(name -> name.startsWith("CEPH_"));
        builder.environment()
                .put("LD_LIBRARY_PATH", libraries + ":" + libraries.resolve("ceph") + ":" + other(libraries));
        return builder;
    }

    /** Some packages still have their libraries beneath /lib. */
    private Path other(Path libraries) {
        return root.resolve("lib").resolve(libraries.getFileName());
    }
}
