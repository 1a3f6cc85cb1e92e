package io.haservices.bootstrap;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What {@code bin/zookeeper.sh} and the quorum scripts run. */
public final class Main {
    static final String START_TIMEOUT = "HA_ZOOKEEPER_START_TIMEOUT";

    /** Its standard output is carried out by the shell, so nothing else may ever be printed there. */
    static final String FOREGROUND = "foreground-command";

    private static final String USAGE = """
            usage: zookeeper.sh start|start-foreground|stop|status PEER-ID
                   start-zookeeper-quorum.sh
                   stop-zookeeper-quorum.sh

            The servers stand in conf/zoo.cfg; the memory of each is zookeeper.heap.mb in conf/ha.yaml.
            Settings from the environment:
              HA_CONF_DIR                 where zoo.cfg is (default: conf)
              HA_LOG_DIR                  where the servers log (default: log)
              HA_ZOOKEEPER_SERVER         3.4, 3.5 or 3.9 (default: the newest)
              HA_ZOOKEEPER_JVM_OPTS       options for the servers' JVMs, such as -Xmx1g
              HA_ZOOKEEPER_START_TIMEOUT  how many seconds a start may take (default: 60)
              HA_SSH_OPTS                 options for ssh, for servers on other machines

            Exit codes: 0 done, 1 the server does not run, 2 usage or configuration,
            5 a server did not answer in time, 70 internal error.""";

    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.getenv(), System.out, System.err));
    }

    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            (arguments.get(0).equals(FOREGROUND) ? err : out).println(USAGE);
            return ExitCode.DONE;
        }
        try {
            return execute(arguments, environment, out);
        } catch (BootstrapException e) {
            e.words().lines().forEach(line -> err.println("zookeeper: " + line));
            return e.exitCode();
        } catch (RuntimeException | Error e) {
            // Else Java's own code would be 1, which means that the server does not run.
            err.println("zookeeper: internal error: " + e + (debug(environment) ? "" : " (HA_DEBUG=1 shows where)"));
            if (debug(environment)) {
                e.printStackTrace(err);
            }
            return ExitCode.INTERNAL;
        }
    }

    private static boolean debug(Map<String, String> environment) {
        return !environment.getOrDefault("HA_DEBUG", "").isBlank();
    }

    private static int execute(List<String> arguments, Map<String, String> environment, PrintStream out) {
        String action = arguments.isEmpty() ? "" : arguments.get(0);
        boolean all = action.equals("start-quorum") || action.equals("stop-quorum");
        if (arguments.size() != (all ? 1 : 2)) {
            throw BootstrapException.configuration("'" + String.join(" ", arguments) + "' is no command.\n" + USAGE);
        }
        Layout layout = Layout.of(
                Path.of(System.getProperty("ha.home", ".")).toAbsolutePath().normalize(), environment);
        ZooCfg cfg = ZooCfg.load(layout.zooCfg());
        Duration limit = startTimeout(environment);
        if (all) {
            Quorum quorum = new Quorum(layout, cfg, environment, out);
            if (action.equals("start-quorum")) {
                quorum.start(limit);
            } else {
                quorum.stop(limit);
            }
            return ExitCode.DONE;
        }
        return new ServerCommands(layout, cfg, cfg.peer(arguments.get(1)), environment, out).execute(action, limit);
    }

    private static Duration startTimeout(Map<String, String> environment) {
        String text = environment.getOrDefault(START_TIMEOUT, "").strip();
        if (text.isEmpty()) {
            return Duration.ofSeconds(60);
        }
        if (!text.matches("[0-9]{1,5}")) {
            throw BootstrapException.configuration(START_TIMEOUT + "=" + text + " is no number of seconds.");
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }
}
