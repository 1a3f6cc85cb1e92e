package io.haservices.bootstrap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A server on another machine, where the distribution lies in the same place: its own script is run there through ssh. */
record RemoteServer(Layout layout, Peer peer, Map<String, String> environment) {
    private static final String SSH_OPTIONS = "HA_SSH_OPTS";

    void run(String action) {
        List<String> words = new ArrayList<>(List.of("ssh", "-n"));
        Stream.of(environment.getOrDefault(SSH_OPTIONS, "").strip().split("\\s+"))
                .filter(option -> !option.isEmpty())
                .forEach(words::add);
        words.add("--");
        words.add(peer.host());
        words.add(remoteCommand(action));
        try {
            int code = new ProcessBuilder(words).inheritIO().start().waitFor();
            if (code != 0) {
                throw BootstrapException.unreachable("server." + peer.id() + " on " + peer.host() + ": '"
                        + String.join(" ", words) + "' ended with code " + code + ".");
            }
        } catch (IOException e) {
            throw BootstrapException.configuration("server." + peer.id() + " runs on " + peer.host()
                    + ", which is another machine, and ssh cannot be started: " + e
                    + ". Install it, or run 'bin/zookeeper.sh " + action + " " + peer.id() + "' there.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BootstrapException.unreachable("interrupted while ssh ran.");
        }
    }

    /** What decides which server runs, and how, must hold there too; ssh does not carry it over. */
    private String remoteCommand(String action) {
        StringBuilder command = new StringBuilder();
        for (String name : List.of("HA_CONF_DIR", "HA_LOG_DIR", ServerJar.CHOICE, ServerCommand.JVM_OPTIONS)) {
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
