package io.haservices.bootstrap;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What {@code conf/zoo.cfg} says: the servers, and everything else as it stands there.
 *
 * @param file where it was read
 * @param peers by number
 * @param settings all other keys
 */
record ZooCfg(Path file, Map<Integer, Peer> peers, Map<String, String> settings) {
    private static final String SERVER = "server.";

    static ZooCfg load(Path file) {
        Map<Integer, Peer> peers = new TreeMap<>();
        Map<String, String> settings = new TreeMap<>();
        read(file).forEach((key, value) -> {
            if (key.startsWith(SERVER)) {
                int id = id(key.substring(SERVER.length()), key + " in " + file);
                peers.put(id, Peer.parse(id, value));
            } else {
                settings.put(key, value);
            }
        });
        if (peers.isEmpty()) {
            throw BootstrapException.configuration(
                    file + " names no server. Add a line for each, for instance: server.1=127.0.0.1");
        }
        return new ZooCfg(file, peers, settings);
    }

    Peer peer(String text) {
        Peer peer = peers.get(id(text, "peer id"));
        if (peer == null) {
            // ZooKeeper itself would run alone, listening everywhere, with data that nobody expects.
            throw BootstrapException.configuration(
                    "there is no server." + text + " in " + file + ". It names the servers " + peers.keySet() + ".");
        }
        return peer;
    }

    private static int id(String text, String where) {
        if (text.matches("[0-9]{1,3}")) {
            int id = Integer.parseInt(text);
            if (id <= 255) {
                return id;
            }
        }
        throw BootstrapException.configuration(where + ": '" + text + "' is no server number (0 to 255).");
    }

    /** In the syntax that ZooKeeper itself reads; only a key that stands there twice is refused, where ZooKeeper takes the last. */
    private static Map<String, String> read(Path file) {
        List<String> twice = new ArrayList<>();
        Properties properties = new Properties() {
            private static final long serialVersionUID = 1;

            @Override
            public synchronized Object put(Object key, Object value) {
                if (containsKey(key)) {
                    twice.add(key.toString());
                }
                return super.put(key, value);
            }
        };
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw BootstrapException.configuration("cannot read " + file + ": " + e);
        }
        if (!twice.isEmpty()) {
            throw BootstrapException.configuration(
                    file + " has more than one line for " + String.join(", ", twice) + ".");
        }
        Map<String, String> found = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(key ->
                        found.put(key.strip(), properties.getProperty(key, "").strip()));
        return found;
    }
}
