package io.haservices.testkit.servers;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/**
 * The main class of a server process: it calls the server's own main, and ends the process when its standard input ends. The other end of that
 * pipe is held by the JVM that started the server, so the server dies with it, however it dies.
 */
final class ServerLauncher {
    private static final int ORPHANED = 137;

    private ServerLauncher() {}

    /** The server's main class, then its arguments. */
    public static void main(String[] args) throws ReflectiveOperationException {
        Thread watch = new Thread(ServerLauncher::haltAtEndOfInput, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        String[] serverArgs = new String[args.length - 1];
        System.arraycopy(args, 1, serverArgs, 0, serverArgs.length);
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) serverArgs);
        } catch (InvocationTargetException e) {
            // Not System.exit(1) after a print: the JVM prints the cause and its other threads may still say why.
            throw new IllegalStateException("the server's main failed", e.getCause());
        }
    }

    private static void haltAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes; only the end counts.
            }
        } catch (IOException e) {
            // A broken pipe is an end too.
        }
        Runtime.getRuntime().halt(ORPHANED);
    }
}
