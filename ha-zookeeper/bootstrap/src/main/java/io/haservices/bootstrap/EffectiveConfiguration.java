package io.haservices.bootstrap;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
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
    private static final String SHADED = "io.haservices.shaded.";
    private static final String COMMANDS = "4lw.commands.whitelist";
    private static final String MIN_SESSION = "minSessionTimeout";
    private static final String MAX_SESSION = "maxSessionTimeout";

    static EffectiveConfiguration of(ZooCfg cfg, Peer peer, DataFolder data, Optional<DataFolder> transactionLog) {
        Map<String, String> all = new TreeMap<>();
        cfg.settings().forEach((key, value) -> all.put(key, relocated(value)));
        all.putIfAbsent("tickTime", "2000");
        all.putIfAbsent("initLimit", "10");
        all.putIfAbsent("syncLimit", "5");
        sessionLimits(all, cfg);
        // A data folder that lasts would else grow for ever.
        all.putIfAbsent("autopurge.purgeInterval", "6");
        all.putIfAbsent("admin.enableServer", "false");
        all.putIfAbsent(COMMANDS, "srvr,ruok,mntr");
        listen(all, cfg, peer);
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

    private static void sessionLimits(Map<String, String> all, ZooCfg cfg) {
        int tick = number(all, cfg, "tickTime");
        // Where the file says so, -1 is ZooKeeper's own word for absent.
        all.remove(MIN_SESSION, "-1");
        all.remove(MAX_SESSION, "-1");
        all.putIfAbsent(MIN_SESSION, Integer.toString(2 * tick));
        int min = number(all, cfg, MIN_SESSION);
        all.putIfAbsent(MAX_SESSION, Integer.toString(Math.max(Math.max(MAX_SESSION_MILLIS, 20 * tick), min)));
    }

    private static void listen(Map<String, String> all, ZooCfg cfg, Peer peer) {
        ClientAddress client = ClientAddress.of(cfg, peer);
        all.remove(ClientAddress.ADDRESS);
        if (!client.secure()) {
            all.put(ClientAddress.PORT, Integer.toString(client.port()));
            all.put(ClientAddress.ADDRESS, client.bound());
        }
        ClientAddress.secure(cfg, peer).ifPresent(secure -> {
            all.put(ClientAddress.SECURE_ADDRESS, secure.bound());
            // The default one cannot speak TLS.
            all.putIfAbsent("serverCnxnFactory", SHADED + ORIGINAL_PACKAGE + "server.NettyServerCnxnFactory");
        });
    }

    private void check(ZooCfg cfg) {
        number(settings, cfg, "initLimit");
        number(settings, cfg, "syncLimit");
        int min = number(settings, cfg, MIN_SESSION);
        int max = number(settings, cfg, MAX_SESSION);
        if (min > max) {
            throw BootstrapException.configuration(cfg.where(MAX_SESSION) + ": minSessionTimeout (" + min
                    + ") is above maxSessionTimeout (" + max + ").");
        }
        String commands = settings.getOrDefault(COMMANDS, "");
        if (!List.of(commands.strip().split("\\s*,\\s*")).contains("srvr")
                && !commands.strip().equals("*")) {
            throw BootstrapException.configuration(cfg.where(COMMANDS) + ": " + COMMANDS + "=" + commands
                    + " leaves out 'srvr', by which these scripts see that a server is up. Add it.");
        }
    }

    /** The shipped servers live in packages of another name, so that they never meet a user's own ZooKeeper. */
    private static String relocated(String value) {
        return value.startsWith(ORIGINAL_PACKAGE) ? SHADED + value : value;
    }

    private static int number(Map<String, String> settings, ZooCfg cfg, String key) {
        String text = settings.getOrDefault(key, "");
        if (!text.matches("[0-9]{1,8}") || Integer.parseInt(text) == 0) {
            throw BootstrapException.configuration(
                    cfg.where(key) + ": " + key + "=" + text + " is no number from 1 to 99999999.");
        }
        return Integer.parseInt(text);
    }

    /** With one more setting, unless the file has it. */
    EffectiveConfiguration with(String key, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.putIfAbsent(key, value);
        return new EffectiveConfiguration(more);
    }

    void write(DataFolder data) {
        Properties properties = new Properties();
        properties.putAll(settings);
        // Into a stream, not a writer: ZooKeeper reads Latin-1, and only so is everything else escaped.
        try (OutputStream out = Files.newOutputStream(data.configuration())) {
            properties.store(out, "Made at every start from conf/zoo.cfg, which is the file to edit.");
        } catch (IOException e) {
            throw BootstrapException.configuration("cannot write " + data.configuration() + ": " + e);
        }
    }
}
