package io.haservices.etcd;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What gRPC says through the JDK's own logging, which by default goes to the error stream of whatever command it is part of. */
final class GrpcLog {
    /** Says at INFO, with the first connection, whether it found epoll. Held, for the JDK forgets levels of loggers that nobody holds. */
    private static final Logger CHATTY = Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty.TcpMetrics");

    /** Warns, with a trace, of every name that has no address; every attempt tells that itself. */
    private static final Logger REPEATING = Logger.getLogger("io.grpc.internal.ManagedChannelImpl");

    private GrpcLog() {}

    /** Leaves errors, other warnings, and whatever somebody has asked for. */
    static void quieten() {
        quieten(CHATTY, Level.WARNING);
        quieten(REPEATING, Level.SEVERE);
    }

    private static void quieten(Logger logger, Level level) {
        if (logger.getLevel() == null) {
            logger.setLevel(level);
        }
    }
}
