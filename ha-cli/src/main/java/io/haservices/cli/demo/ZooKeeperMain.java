package io.haservices.cli.demo;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/** A ZooKeeper server that does not outlive the demo; when the demo was killed, it clears up in its place. */
public final class ZooKeeperMain {
    private static final String ZOOKEEPER = "io.haservices.shaded.org.apache.zookeeper.server.quorum.QuorumPeerMain";

    private ZooKeeperMain() {}

    /** Takes the folder of the demo, or {@code -} to leave it, and the configuration file of the server. */
    public static void main(String[] arguments) throws Throwable {
        LifeLine.hold(() -> {
            Workspace.clear(arguments[0]);
            Runtime.getRuntime().halt(143);
        });
        try {
            Class.forName(ZOOKEEPER).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
