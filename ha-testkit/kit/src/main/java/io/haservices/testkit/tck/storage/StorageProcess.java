package io.haservices.testkit.tck.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.BlobName;
import io.haservices.testkit.tck.UnsupportedFault;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process that uses a storage and can die: {@link StorageProcessMain}, started and told what to do. It never outlives this JVM. */
final class StorageProcess implements AutoCloseable {
    private static final long SMALL_HEAP = 128 << 20;
    private static final long LONGEST_LIFE_SECONDS = 180;
    private static final int KEPT_LINES = 30;

    private final Process process;
    private final BufferedReader output;
    private final Deque<String> last = new ArrayDeque<>();

    private StorageProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    static void writeAndDie(StorageFixture fixture, URI root, BlobName name, byte[] content) {
        try (StorageProcess process = start(fixture, root, SMALL_HEAP, content, "writeAndDie", name.path())) {
            process.expectExit(StorageProcessMain.DIED);
        }
    }

    static void dieInTheMiddle(StorageFixture fixture, URI root, BlobName name) {
        try (StorageProcess process = start(fixture, root, SMALL_HEAP, new byte[0], "dieInTheMiddle", name.path())) {
            process.expectExit(StorageProcessMain.DIED);
        }
    }

    static int writeUntilKilled(StorageFixture fixture, URI root, int atLeast) {
        try (StorageProcess process = start(fixture, root, SMALL_HEAP, new byte[0], "writeNumbered")) {
            int returned = 0;
            for (Optional<String> line = process.line(); line.isPresent(); line = process.line()) {
                if (line.get().startsWith(StorageProcessMain.RETURNED) && ++returned == atLeast) {
                    // Not Process.destroyForcibly(), which closes the stream that still holds what was told.
                    process.process.toHandle().destroyForcibly();
                }
            }
            if (returned < atLeast) {
                throw process.failed("ended by itself");
            }
            return returned;
        }
    }

    static void stream(StorageFixture fixture, URI root, BlobName name, long heap, long length) {
        try (StorageProcess process =
                start(fixture, root, heap, new byte[0], "stream", name.path(), String.valueOf(length))) {
            process.expectExit(0);
        }
    }

    private static StorageProcess start(
            StorageFixture fixture, URI root, long heap, byte[] content, String task, String... arguments) {
        Configuration configuration = fixture.childConfiguration()
                .orElseThrow(() -> new UnsupportedFault("this fixture cannot open a storage in a process of its own"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:MaxDirectMemorySize=" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                StorageProcessMain.class.getName(),
                root.toString(),
                task));
        command.addAll(List.of(arguments));
        try {
            StorageProcess process = new StorageProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
            ProcessHandle handle = process.process.toHandle();
            CompletableFuture.delayedExecutor(LONGEST_LIFE_SECONDS, TimeUnit.SECONDS)
                    .execute(handle::destroyForcibly);
            process.tell(configuration, content);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stream stays open: the process dies when its input ends, as it does when this JVM dies. */
    private void tell(Configuration configuration, byte[] content) {
        DataOutputStream input = new DataOutputStream(process.getOutputStream());
        try {
            input.writeInt(configuration.asMap().size());
            for (Map.Entry<String, String> value : configuration.asMap().entrySet()) {
                input.writeUTF(value.getKey());
                input.writeUTF(value.getValue());
            }
            input.writeInt(content.length);
            input.write(content);
            input.flush();
        } catch (IOException e) {
            // It has ended already, and what it said tells more.
            expectExit(0);
        }
    }

    private Optional<String> line() {
        try {
            Optional<String> line = Optional.ofNullable(output.readLine());
            line.ifPresent(last::add);
            if (last.size() > KEPT_LINES) {
                last.remove();
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void expectExit(int expected) {
        while (line().isPresent()) {
            // Kept, to be shown.
        }
        try {
            int code = process.waitFor();
            if (code != expected) {
                throw failed("ended with exit code " + code + ", and not " + expected);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private IllegalStateException failed(String how) {
        return new IllegalStateException(
                "a process that used the storage " + how + "; it had said: " + String.join(" / ", last));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
