package io.haservices.storage.s3.server;

import java.io.IOException;

/** Starts s3proxy, and ends when its input ends: so it dies with whoever started it, however that died. */
final class S3ProxyMain {
    private S3ProxyMain() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread guard = new Thread(S3ProxyMain::endWithInput, "guard");
        guard.setDaemon(true);
        guard.start();
        Class.forName("org.gaul.s3proxy.Main").getMethod("main", String[].class).invoke(null, (Object) arguments);
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes.
            }
        } catch (IOException e) {
            // Just as well.
        }
        Runtime.getRuntime().halt(0);
    }
}
