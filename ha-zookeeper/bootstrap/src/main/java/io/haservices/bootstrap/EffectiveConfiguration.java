package io.haservices.bootstrap;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The configuration with which one server runs: {@code zoo.cfg}, and what it leaves out.
 *
 * @param settings all keys
 */
record EffectiveConfiguration(Map<String, String> settings) {
    /** Long sessions are what masters want, while ZooKeeper cuts them to 20 ticks, 40 s, without a word. */
    private static final int MAX_SESSION_MILLIS = 180_000;

    private static final String ORIGINAL_PACKAGE = "org.apache.zookeeper.";

    static EffectiveConfiguration of(ZooCfg cfg, Peer peer, DataFolder data, Optional<DataFolder> transactionLog) {
        Map<String, String> all = new TreeMap<>();
        cfg.settings().forEach((key, value) -> all.put(key, relocated(value)));
        all.putIfAbsent("tickTime", "2000");
        all.putIfAbsent("initLimit", "10");
        all.putIfAbsent("syncLimit", "5");
        int tick = number(all, "tickTime");
        all.putIfAbsent("minSessionTimeout", Integer.toString(2 * tick));
        all.putIfAbsent("maxSessionTimeout", Integer.toString(Math.max(MAX_SESSION_MILLIS, 20 * tick)));
        // A data folder that lasts would else grow for ever.
        all.putIfAbsent("autopurge.purgeInterval", "6");
        all.putIfAbsent("admin.enableServer", "false");
        all.putIfAbsent("4lw.commands.whitelist", "srvr,ruok,mntr");
        ClientAddress client = ClientAddress.of(cfg, peer);
        all.put("clientPort", Integer.toString(client.port()));
        all.put("clientPortAddress", client.host());
        all.put("dataDir", data.path().toString());
        transactionLog.ifPresent(folder -> all.put("dataLogDir", folder.path().toString()));
        if (peer.role() == Role.OBSERVER) {
            all.put("peerType", "observer");
        }
        cfg.peers().forEach((id, other) -> all.put("server." + id, other.line()));
        EffectiveConfiguration effective = new EffectiveConfiguration(all);
        effective.check(cfg);
        return effective;
    }

    private void check(ZooCfg cfg) {
        number(settings, "initLimit");
        number(settings, "syncLimit");
        int min = number(settings, "minSessionTimeout");
        int max = number(settings, "maxSessionTimeout");
        if (min > max) {
            throw BootstrapException.configuration(
                    cfg.file() + ": minSessionTimeout (" + min + ") is above maxSessionTimeout (" + max + ").");
        }
        String commands = settings.getOrDefault("4lw.commands.whitelist", "");
        if (!commands.contains("srvr") && !commands.strip().equals("*")) {
            throw BootstrapException.configuration(cfg.file() + ": 4lw.commands.whitelist=" + commands
                    + " leaves out 'srvr', by which these scripts see that a server is up. Add it.");
        }
    }

    /** The shipped servers live in packages of another name, so that they never meet a user's own ZooKeeper. */
    private static String relocated(String value) {
        return value.startsWith(ORIGINAL_PACKAGE) ? "io.haservices.shaded." + value : value;
    }

    private static int number(Map<String, String> settings, String key) {
        String text = settings.getOrDefault(key, "");
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) == 0) {
            throw BootstrapException.configuration(key + "=" + text + " in zoo.cfg is no number above 0.");
        }
        return Integer.parseInt(text);
    }

    void write(DataFolder data) {
        Properties properties = new Properties();
        properties.putAll(settings);
        try (Writer writer = Files.newBufferedWriter(data.configuration(), StandardCharsets.UTF_8)) {
            properties.store(writer, "Made at every start from conf/zoo.cfg, which is the file to edit.");
        } catch (IOException e) {
            throw BootstrapException.configuration("cannot write " + data.configuration() + ": " + e);
        }
    }
}
