package io.haservices.storage.hdfs;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.security.sasl.SaslException;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.hdfs.server.namenode.SafeModeException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.ipc.RetriableException;
import org.apache.hadoop.ipc.StandbyException;
import org.apache.hadoop.net.ConnectTimeoutException;
import org.apache.hadoop.security.KerberosAuthException;
import org.jspecify.annotations.Nullable;

/** What a failure of Hadoop's client means for what is to be done next. */
final class Failures {
    private Failures() {}

    /** The exception itself and what caused it, each as the NameNode threw it. */
    static Stream<Throwable> chain(Throwable e) {
        return Stream.iterate(unwrapped(e), cause -> cause != null, cause -> unwrapped(cause.getCause()))
                .limit(20)
                .map(Throwable.class::cast);
    }

    static <T extends Throwable> Optional<T> find(Throwable e, Class<T> type) {
        return chain(e).filter(type::isInstance).map(type::cast).findFirst();
    }

    static boolean is(Throwable e, Class<? extends Throwable> type) {
        return find(e, type).isPresent();
    }

    /** Whether the NameNode said that it does not serve for now. */
    static boolean isRefusedForNow(IOException e) {
        return is(e, StandbyException.class) || is(e, SafeModeException.class) || is(e, RetriableException.class);
    }

    /** Whether the connection failed, before or after a request went out. */
    static boolean isOfConnection(IOException e) {
        return !isInterrupt(e)
                && chain(e).anyMatch(cause -> cause instanceof SocketException
                        || cause instanceof SocketTimeoutException
                        || cause instanceof EOFException
                        || cause instanceof ClosedChannelException
                        || isReset(cause));
    }

    static boolean isUnknownHost(Throwable e) {
        return is(e, UnknownHostException.class);
    }

    /** Whether no NameNode answered, or none that serves. */
    static boolean isOfServing(IOException e) {
        return isOfConnection(e) || isRefusedForNow(e) || isOfLogin(e) || isUnknownHost(e);
    }

    /** Whether a request went out whose answer did not come. */
    static boolean isAnswerLost(IOException e) {
        return isOfConnection(e) && !isWithoutEffect(e);
    }

    /** Whether the request never reached a NameNode that would have carried it out. */
    private static boolean isWithoutEffect(IOException e) {
        Predicate<Throwable> before = cause -> cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof ConnectTimeoutException
                || cause instanceof UnknownHostException;
        return isRefusedForNow(e) || isOfLogin(e) || chain(e).anyMatch(before);
    }

    /** Whether we could not prove to a server who we are. */
    static boolean isOfLogin(Throwable e) {
        return is(e, SaslException.class)
                || is(e, KerberosAuthException.class)
                || chain(e).anyMatch(cause -> String.valueOf(cause.getMessage())
                        .contains("Client cannot authenticate via:[TOKEN, KERBEROS]"));
    }

    static boolean isInterrupt(Throwable e) {
        return chain(e).anyMatch(cause -> cause instanceof ClosedByInterruptException
                || cause instanceof InterruptedException
                || (cause instanceof InterruptedIOException && !(cause instanceof SocketTimeoutException)));
    }

    /** Whether the DataNodes of a block being written failed all together: others may take it. */
    static boolean isOfPipeline(IOException e) {
        return e.getClass() == IOException.class && !isInterrupt(e) && !isOfServing(e);
    }

    /** Whether the NameNode found no DataNode for a block. */
    static boolean isOfPlacement(Throwable e) {
        return chain(e).anyMatch(cause -> String.valueOf(cause.getMessage()).contains("could only be written to"));
    }

    /** Whether there is nothing of this name, be it that a directory on the way is absent, or is a file. */
    static boolean meansAbsent(Throwable e) {
        return is(e, FileNotFoundException.class)
                || is(e, ParentNotDirectoryException.class)
                || chain(e).anyMatch(cause -> String.valueOf(cause.getMessage()).contains("is not a directory"));
    }

    /** Whether another file has the name of the one that was opened. */
    static boolean meansReplaced(Throwable e) {
        return chain(e).anyMatch(cause -> {
            String message = String.valueOf(cause.getMessage());
            return message.startsWith("Blocklist for ") && message.contains("has changed");
        });
    }

    /** Whether a file vanished while it was being written, or was taken from its writer. */
    static boolean meansDiscarded(IOException e) {
        return is(e, FileNotFoundException.class)
                || find(e, RemoteException.class)
                        .filter(remote -> remote.getClassName().endsWith(".LeaseExpiredException"))
                        .isPresent();
    }

    private static boolean isReset(Throwable e) {
        String message = String.valueOf(e.getMessage());
        return e.getClass() == IOException.class
                && (message.contains("Connection reset") || message.contains("Broken pipe"));
    }

    private static @Nullable Throwable unwrapped(@Nullable Throwable e) {
        return e instanceof RemoteException remote ? remote.unwrapRemoteException() : e;
    }
}
