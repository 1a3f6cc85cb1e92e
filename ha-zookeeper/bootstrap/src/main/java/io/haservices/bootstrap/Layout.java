package io.haservices.bootstrap;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where things lie.
 *
 * @param home the unpacked distribution
 * @param conf where {@code zoo.cfg} is; {@code HA_CONF_DIR}
 * @param log where the servers log; {@code HA_LOG_DIR}
 */
record Layout(Path home, Path conf, Path log) {
    private static final String DATA = "dataDir";
    private static final String TRANSACTION_LOG = "dataLogDir";

    static Layout of(Path home, Map<String, String> environment) {
        return new Layout(
                home,
                path(environment, "HA_CONF_DIR").orElse(home.resolve("conf")),
                path(environment, "HA_LOG_DIR").orElse(home.resolve("log")));
    }

    private static Optional<Path> path(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(text -> !text.isBlank())
                .map(text -> Path.of(text).toAbsolutePath().normalize());
    }

    Path zooCfg() {
        return conf.resolve("zoo.cfg");
    }

    /** How a server logs: into its file, or, in the foreground, to its standard output. */
    Optional<Path> logbackConfiguration(boolean foreground) {
        return Optional.of(conf.resolve(foreground ? "logback-zookeeper-console.xml" : "logback-zookeeper.xml"))
                .filter(Files::isRegularFile);
    }

    /** The data of a server that runs here. Relative folders start at home: the caller's folder differs from call to call. */
    DataFolder data(ZooCfg cfg, Peer peer) {
        Path root = home.resolve(cfg.settings().getOrDefault(DATA, "data/zookeeper"));
        return DataFolder.of(root.normalize(), peer.id(), cfg.where(DATA) + ": " + DATA);
    }

    Optional<DataFolder> transactionLog(ZooCfg cfg, Peer peer) {
        return Optional.ofNullable(cfg.settings().get(TRANSACTION_LOG))
                .map(text -> DataFolder.of(
                        home.resolve(text).normalize(),
                        peer.id(),
                        cfg.where(TRANSACTION_LOG) + ": " + TRANSACTION_LOG));
    }
}
