package io.haservices.bootstrap;

/** Settings of ZooKeeper that these scripts cannot serve: told instead of half obeyed. */
final class Unsupported {
    private Unsupported() {}

    static void refuse(ZooCfg cfg) {
        refuse(
                cfg,
                "dynamicConfigFile",
                "the servers of these scripts stand in zoo.cfg itself. Move its server lines here");
        if (isTrue(cfg, "reconfigEnabled")) {
            refuse(
                    cfg,
                    "reconfigEnabled",
                    "zoo.cfg decides at every start who belongs to the ensemble, and would undo what was changed while it ran."
                            + " To change it, edit zoo.cfg everywhere and restart one server after the other");
        }
        if (isTrue(cfg, "admin.enableServer")) {
            refuse(cfg, "admin.enableServer", "the shipped servers hold no admin server");
        }
        if (cfg.peers().values().stream().allMatch(peer -> peer.role() == Role.OBSERVER)) {
            throw BootstrapException.configuration(
                    cfg.file() + ": all servers are observers, so none can lead. Make one a participant.");
        }
    }

    private static boolean isTrue(ZooCfg cfg, String key) {
        return cfg.settings().getOrDefault(key, "").equalsIgnoreCase("true");
    }

    private static void refuse(ZooCfg cfg, String key, String why) {
        String value = cfg.settings().get(key);
        if (value != null) {
            throw BootstrapException.configuration(
                    cfg.where(key) + ": " + key + "=" + value + " is not supported: " + why + ".");
        }
    }
}
