package io.haservices.bootstrap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code conf/zoo.cfg} says: the servers, and everything else as it stands there.
 *
 * @param file where it was read
 * @param peers by number
 * @param settings all other keys
 * @param lines where each key stands
 */
record ZooCfg(Path file, Map<Integer, Peer> peers, Map<String, String> settings, Map<String, Integer> lines) {
    private static final String SERVER = "server.";

    /** Reads it, and tells of all lines at once that cannot be read. */
    static ZooCfg load(Path file) {
        ZooCfg cfg = new ZooCfg(file, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        List<String> problems = new ArrayList<>();
        for (CfgEntry entry : entries(file)) {
            try {
                cfg.add(entry);
            } catch (BootstrapException e) {
                problems.add(e.words());
            }
        }
        if (!problems.isEmpty()) {
            throw BootstrapException.configuration(String.join("\n", problems));
        }
        if (cfg.peers.isEmpty()) {
            throw BootstrapException.configuration(
                    file + " names no server. Add a line for each, for instance: server.1=127.0.0.1");
        }
        Unsupported.refuse(cfg);
        return cfg;
    }

    private void add(CfgEntry entry) {
        Integer before = lines.putIfAbsent(entry.key(), entry.line());
        String where = file + ", line " + entry.line();
        if (before != null) {
            // ZooKeeper takes the last one, without a word.
            throw BootstrapException.configuration(where + ": " + entry.key() + " stands in line " + before
                    + " already, so there is more than one line for it.");
        }
        if (!entry.key().startsWith(SERVER)) {
            settings.put(entry.key(), entry.value());
            return;
        }
        int id = PeerId.parse(entry.key().substring(SERVER.length()), where + ": " + entry.key());
        PeerId.refuseClash(id, peers.keySet(), where);
        peers.put(id, Peer.parse(id, entry.value(), where));
        lines.putIfAbsent(SERVER + id, entry.line());
    }

    /** The server with this number, as the command line gives it. */
    Peer peer(String text) {
        Peer peer = peers.get(PeerId.parse(text, "peer id"));
        if (peer == null) {
            // ZooKeeper itself would run alone, listening everywhere, with data that nobody expects.
            throw BootstrapException.configuration(
                    "there is no server." + text + " in " + file + ". It names the servers " + peers.keySet() + ".");
        }
        return peer;
    }

    /** The place of a key, for messages. */
    String where(String key) {
        Integer line = lines.get(key);
        return line == null ? file.toString() : file + ", line " + line;
    }

    /** The place of a server's line. */
    String where(Peer peer) {
        return where(SERVER + peer.id());
    }

    private static List<CfgEntry> entries(Path file) {
        try {
            return CfgEntry.all(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw BootstrapException.configuration("cannot read " + file + ": " + e);
        } catch (BootstrapException e) {
            throw BootstrapException.configuration(file + ", " + e.words());
        }
    }
}
