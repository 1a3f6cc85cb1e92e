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

    Optional<Path> logbackConfiguration() {
        return Optional.of(conf.resolve("logback-zookeeper.xml")).filter(Files::isRegularFile);
    }

    /** A folder for the data of all servers that run here. Relative ones start at home: the caller's folder differs from call to call. */
    Path dataRoot(ZooCfg cfg) {
        return home.resolve(cfg.settings().getOrDefault("dataDir", "data/zookeeper"))
                .normalize();
    }

    Optional<Path> transactionLogRoot(ZooCfg cfg) {
        return Optional.ofNullable(cfg.settings().get("dataLogDir"))
                .map(text -> home.resolve(text).normalize());
    }
}
