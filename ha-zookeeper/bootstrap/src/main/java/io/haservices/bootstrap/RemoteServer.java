package io.haservices.bootstrap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server on another machine, where the distribution lies in the same place: its own script is run there through ssh. */
record RemoteServer(Layout layout, Peer peer, Map<String, String> environment) {
    private static final String SSH_OPTIONS = "HA_SSH_OPTS";

    /** What decides which server runs, and how, must hold there too; ssh does not carry it over. */
    private static final List<String> CARRIED =
            List.of("HA_CONF_DIR", "HA_LOG_DIR", Main.START_TIMEOUT, ServerJar.CHOICE, ServerCommand.JVM_OPTIONS);

    RemoteRun begin(String action) {
        List<String> words = new ArrayList<>(List.of("ssh", "-n"));
        words.addAll(ServerCommand.options(environment, SSH_OPTIONS));
        // Of two with one name ssh takes the first, so that the variable wins. A prompt would wait for ever where
        // nobody sits.
        words.addAll(List.of("-o", "BatchMode=yes", "-o", "ConnectTimeout=15", "-o", "ServerAliveInterval=15"));
        words.addAll(List.of("--", peer.host(), remoteCommand(action)));
        try {
            return new RemoteRun(
                    peer, words, new ProcessBuilder(words).inheritIO().start());
        } catch (IOException e) {
            throw BootstrapException.configuration("server." + peer.id() + " runs on " + peer.host()
                    + ", which is another machine, and ssh cannot be started: " + e.getMessage()
                    + ". Install it, or run 'bin/zookeeper.sh " + action + " " + peer.id() + "' there.");
        }
    }

    /** With {@code env}, for not every shell takes assignments in front of a command. */
    private String remoteCommand(String action) {
        StringBuilder command = new StringBuilder("env ");
        for (String name : CARRIED) {
            String value = environment.getOrDefault(name, "");
            if (!value.isBlank()) {
                command.append(name)
                        .append('=')
                        .append(ServerCommand.quoted(value))
                        .append(' ');
            }
        }
        String script = layout.home().resolve("bin").resolve("zookeeper.sh").toString();
        return command.append(ServerCommand.quoted(script))
                .append(' ')
                .append(action)
                .append(' ')
                .append(peer.id())
                .toString();
    }
}
