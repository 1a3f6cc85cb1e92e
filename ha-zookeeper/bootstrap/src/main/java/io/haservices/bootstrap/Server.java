package io.haservices.bootstrap;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One server on this machine. Found again by the process id in its data folder, so that stop ends exactly what start began. */
final class Server {
    private static final Duration TERM_GRACE = Duration.ofSeconds(10);

    private final Layout layout;
    private final ZooCfg cfg;
    private final Peer peer;
    private final DataFolder data;
    private final PidFile pidFile;
    private final Map<String, String> environment;

    Server(Layout layout, ZooCfg cfg, Peer peer, Map<String, String> environment) {
        this.layout = layout;
        this.cfg = cfg;
        this.peer = peer;
        this.data = DataFolder.of(layout.dataRoot(cfg), peer.id());
        this.pidFile = new PidFile(data);
        this.environment = environment;
    }

    String name() {
        return "server." + peer.id();
    }

    ClientAddress clientAddress() {
        return ClientAddress.of(cfg, peer);
    }

    Optional<ProcessHandle> process() {
        return pidFile.process();
    }

    Optional<ServerAnswer> answer() {
        return ServerAnswer.ask(clientAddress());
    }

    /** Starts the process, without waiting until it serves. Returns whether it did; false means that it ran already. */
    boolean start() {
        try (FileChannel channel = openLock();
                FileLock lock = channel.lock()) {
            if (lock.isValid() && pidFile.process().isPresent()) {
                return false;
            }
            ServerCommand command = prepare();
            Files.createDirectories(layout.log());
            pidFile.write(Spawned.start(command, output(), data.path()).pid());
            return true;
        } catch (IOException e) {
            throw BootstrapException.configuration("cannot start " + name() + ": " + e);
        }
    }

    /** Makes everything ready for a process that the caller starts itself, with the command returned, under this process id. */
    ServerCommand prepareForeground(long pid) {
        pidFile.process().ifPresent(running -> {
            throw BootstrapException.configuration(name() + " is running already, pid " + running.pid() + ".");
        });
        ServerCommand command = prepare();
        pidFile.write(pid);
        return command;
    }

    private ServerCommand prepare() {
        if (answer().isPresent()) {
            throw BootstrapException.configuration("something else listens on " + clientAddress() + ", where " + name()
                    + " would. Stop it, or set another clientPort in " + cfg.file() + ".");
        }
        data.prepare();
        Optional<DataFolder> transactionLog =
                layout.transactionLogRoot(cfg).map(root -> DataFolder.of(root, peer.id()));
        transactionLog.ifPresent(DataFolder::prepare);
        EffectiveConfiguration.of(cfg, peer, data, transactionLog).write(data);
        return ServerCommand.of(layout, data, environment);
    }

    private FileChannel openLock() throws IOException {
        Files.createDirectories(data.root());
        return FileChannel.open(data.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    Path output() {
        return layout.log().resolve("zookeeper-" + peer.id() + ".out");
    }

    /** Waits until it answers at all; a single server of several serves only when the others are there. */
    void awaitAnswer(Duration limit) {
        boolean up = Patience.until(limit, () -> {
            failIfDead();
            return answer().isPresent();
        });
        if (!up) {
            throw BootstrapException.unreachable(name() + " did not answer on " + clientAddress() + " within "
                    + limit.toSeconds() + " s. Its log: " + layout.log());
        }
    }

    void failIfDead() {
        if (process().isEmpty()) {
            throw BootstrapException.unreachable(name() + " ended right after its start. Its last words, from "
                    + layout.log() + ":\n" + LogTail.of(layout.log(), peer.id()));
        }
    }

    /** Ends the process: first politely, then for certain. Returns its number, if one ran. */
    Optional<Long> stop() {
        Optional<ProcessHandle> running = pidFile.process();
        running.ifPresent(process -> {
            process.destroy();
            if (!Patience.until(TERM_GRACE, () -> !process.isAlive())) {
                process.destroyForcibly();
                if (!Patience.until(TERM_GRACE, () -> !process.isAlive())) {
                    throw BootstrapException.unreachable(
                            name() + ", pid " + process.pid() + ", does not end, not even when killed.");
                }
            }
        });
        pidFile.remove();
        return running.map(ProcessHandle::pid);
    }
}
