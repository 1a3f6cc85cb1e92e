package io.haservices.cli.guard;

import io.haservices.core.wiring.WitnessEndpoint;
import io.haservices.values.MonotonicClock;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;

/** The guard's JVM, and the link to it. */
final class GuardProcess implements Closeable {
    private static final Duration START = Duration.ofSeconds(60);
    // Agents and debug ports of the program's JVM are not for a second JVM on the same machine; the command gets these
    // variables back.
    private static final List<String> JVM_VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private final Process process;
    private final Link link;

    private GuardProcess(Process process, Link link) {
        this.process = process;
        this.link = link;
    }

    /** Blocks until the guard stands by and its clock is known to be ours. */
    static GuardProcess start() throws IOException {
        try (SocketFolder folder = SocketFolder.create();
                ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(folder.socket()));
            Process process = launch(folder.socket());
            try {
                GuardProcess guard = new GuardProcess(process, new Link(accept(server, process)));
                guard.compareClocks();
                return guard;
            } catch (IOException | RuntimeException e) {
                process.destroyForcibly();
                throw e;
            }
        }
    }

    private static Process launch(Path socket) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Programs.setsid(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                // Standard output is the command's.
                "-Xlog:disable",
                "-Xlog:all=warning:stderr"));
        command.addAll(List.of(
                "-Dslf4j.internal.verbosity=ERROR", "-cp", classPath(), GuardMain.class.getName(), socket.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().keySet().removeAll(JVM_VARIABLES);
        builder.environment().keySet().removeAll(GuardedCommand.KEPT_FROM_COMMAND);
        return builder.start();
    }

    /** What the command's environment has and the guard's does not. */
    static Map<String, String> environmentKeptFromGuard() {
        Map<String, String> kept = new HashMap<>(System.getenv());
        kept.keySet().retainAll(JVM_VARIABLES);
        return kept;
    }

    /** What the guard needs: a small part of what this process has, for a quick start. */
    private static String classPath() {
        return Stream.of(GuardMain.class, WitnessEndpoint.class, MonotonicClock.class, Logger.class)
                .map(GuardProcess::codeSource)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String codeSource(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SocketChannel accept(ServerSocketChannel server, Process process) throws IOException {
        Thread waiter = new Thread(() -> closeUnlessConnected(server, process), "ha-guard-start");
        waiter.setDaemon(true);
        waiter.start();
        try {
            return server.accept();
        } catch (IOException e) {
            String seen = process.isAlive()
                    ? "did not connect within " + START.toSeconds() + " s"
                    : "ended with code " + process.exitValue();
            throw new GuardException("the guard process " + seen + "; its message, if any, is above");
        } finally {
            waiter.interrupt();
        }
    }

    private static void closeUnlessConnected(ServerSocketChannel server, Process process) {
        try {
            process.waitFor(START.toMillis(), TimeUnit.MILLISECONDS);
            server.close();
        } catch (InterruptedException connected) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    // Deadlines are absolute, so a guard whose clock counts from elsewhere (a time namespace) would keep wrong ones.
    private void compareClocks() throws IOException {
        long before = System.nanoTime();
        link.send(new Message.Clock(before));
        while (!link.disconnected() && System.nanoTime() - before < START.toNanos()) {
            link.await(START.toNanos());
            for (Message answer : link.read()) {
                if (answer instanceof Message.Clock clock
                        && clock.nanos() - before >= 0
                        && System.nanoTime() - clock.nanos() >= 0) {
                    return;
                }
                throw new GuardException("the guard process has another monotonic clock than this one (saw " + answer
                        + " after " + before + "); run both in one time namespace");
            }
        }
        throw new GuardException(
                "the guard process ended or fell silent while it started; its message, if any, is above");
    }

    Process process() {
        return process;
    }

    Link link() {
        return link;
    }

    /** Closes the link; a guard that still runs something ends it. */
    @Override
    public void close() throws IOException {
        link.close();
    }
}
