package io.haservices.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        this.data = layout.data(cfg, peer);
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

    /** Starts the process, without waiting until it serves. Returns whether it did; false means that it ran already. */
    boolean start() {
        return FolderLock.holding(data, () -> {
            if (pidFile.process().isPresent()) {
                return false;
            }
            ServerCommand command = prepare(false);
            try {
                Files.createDirectories(layout.log());
                pidFile.write(Spawned.start(command, output(), data.path()).pid());
            } catch (IOException e) {
                throw BootstrapException.configuration("cannot start " + name() + ": " + e);
            }
            return true;
        });
    }

    /** Makes everything ready for a process that the caller starts itself, with the command returned, under this process id. */
    ServerCommand prepareForeground(long pid) {
        return FolderLock.holding(data, () -> {
            pidFile.process().ifPresent(running -> {
                throw BootstrapException.configuration(name() + " is running already, pid " + running.pid() + ".");
            });
            ServerCommand command = prepare(true);
            pidFile.write(pid);
            return command;
        });
    }

    private ServerCommand prepare(boolean foreground) {
        Collisions.refuse(cfg);
        cfg.peers().values().forEach(other -> Hosts.refuseUnknown(cfg, other));
        ServerJar jar = ServerJar.choose(layout.home(), environment);
        jar.refuseWhatItCannot(cfg);
        // All that can be refused is refused before anything is written.
        Optional<DataFolder> transactionLog = layout.transactionLog(cfg, peer);
        EffectiveConfiguration effective = EffectiveConfiguration.of(cfg, peer, data, transactionLog);
        ServerCommand command = ServerCommand.of(layout, data, jar, foreground, environment);
        FreePorts.check(cfg, peer);
        data.prepare();
        transactionLog.ifPresent(DataFolder::prepare);
        new Upgrade(data).to(jar, effective).write(data);
        return command;
    }

    Path output() {
        return layout.log().resolve("zookeeper-" + peer.id() + ".out");
    }

    void failIfDead() {
        if (process().isEmpty()) {
            throw BootstrapException.unreachable(name() + " ended right after its start. Its last words, from "
                    + layout.log() + ":\n" + LogTail.of(layout.log(), peer.id()));
        }
    }

    /** Ends the process: first politely, then for certain. Returns its number, if one ran. */
    Optional<Long> stop() {
        if (!Files.isDirectory(data.path())) {
            return Optional.empty();
        }
        return FolderLock.holding(data, () -> {
            Optional<ProcessHandle> running = pidFile.process();
            running.ifPresent(this::end);
            pidFile.remove();
            return running.map(ProcessHandle::pid);
        });
    }

    private void end(ProcessHandle process) {
        if (!process.destroy() && process.isAlive()) {
            throw BootstrapException.configuration(
                    name() + ", pid " + process.pid() + ", runs as another user and cannot be ended by this one.");
        }
        if (!Patience.until(TERM_GRACE, () -> !process.isAlive())) {
            process.destroyForcibly();
            if (!Patience.until(TERM_GRACE, () -> !process.isAlive())) {
                throw BootstrapException.unreachable(
                        name() + ", pid " + process.pid() + ", does not end, not even when killed.");
            }
        }
    }
}
