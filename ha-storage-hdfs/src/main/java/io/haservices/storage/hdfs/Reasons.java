package io.haservices.storage.hdfs;

import io.haservices.errors.MissingBlobException;
import io.haservices.errors.StorageException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.login.LoginException;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.hdfs.BlockMissingException;
import org.apache.hadoop.hdfs.protocol.DSQuotaExceededException;
import org.apache.hadoop.hdfs.protocol.NSQuotaExceededException;
import org.apache.hadoop.hdfs.protocol.QuotaByStorageTypeExceededException;
import org.apache.hadoop.hdfs.protocol.QuotaExceededException;
import org.apache.hadoop.hdfs.server.namenode.SafeModeException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.ipc.RetriableException;
import org.apache.hadoop.ipc.RpcException;
import org.apache.hadoop.ipc.StandbyException;
import org.apache.hadoop.security.AccessControlException;

/** Says what HDFS said, and what can be done about it (ST-09). */
final class Reasons {
    private static final Pattern HOST = Pattern.compile("[\"']?([A-Za-z0-9._-]+)[\"']?(?::\\d+)?\\W*");

    private record Reason<E extends Throwable>(Class<E> type, BiFunction<Reasons, E, String> words) {
        java.util.Optional<String> of(Reasons reasons, Throwable e) {
            return Failures.find(e, type).map(found -> words.apply(reasons, found));
        }
    }

    /** The first that fits. */
    private static final List<Reason<?>> REASONS = List.of(
            new Reason<>(SourceException.class, (r, e) -> "its source could not be read: " + line(e) + "."),
            new Reason<>(DiscardedException.class, (r, e) -> line(e) + "."),
            new Reason<>(NSQuotaExceededException.class, (r, e) -> r.quota("names", "names left", e)),
            new Reason<>(DSQuotaExceededException.class, (r, e) -> r.quota("space", "bytes left", e)),
            new Reason<>(QuotaByStorageTypeExceededException.class, (r, e) -> r.quota("space", "bytes left", e)),
            new Reason<>(QuotaExceededException.class, (r, e) -> r.quota("space", "bytes left", e)),
            new Reason<>(
                    SafeModeException.class,
                    (r, e) -> "the NameNode is in safe mode, in which nothing is written. It leaves it by itself when"
                            + " enough DataNodes have reported; 'hdfs dfsadmin -safemode get' tells, and an administrator"
                            + " who entered it ends it with '-safemode leave'."),
            new Reason<>(
                    StandbyException.class,
                    (r, e) -> r.address.isNameservice()
                            ? r.noneIsActive("")
                            : r.where() + " is a NameNode on standby. Name the HA nameservice in"
                                    + " 'high-availability.storageDir' instead of one of its NameNodes."),
            new Reason<>(
                    RetriableException.class,
                    (r, e) -> "the NameNode " + r.where() + " is still starting: " + line(e) + "."),
            new Reason<>(FileAlreadyExistsException.class, (r, e) -> r.inTheWay(e)),
            new Reason<>(ParentNotDirectoryException.class, (r, e) -> r.inTheWay(e)),
            new Reason<>(
                    BlockMissingException.class,
                    (r, e) -> "no DataNode that answers has its bytes (" + line(e)
                            + "). Start the DataNodes; 'hdfs fsck' shows what is missing."),
            new Reason<>(UnknownHostException.class, (r, e) -> r.address.unknown(host(e))),
            new Reason<>(
                    RpcException.class,
                    (r, e) ->
                            "what listens at " + r.where() + " is no NameNode, or this is its port for HTTP (" + line(e)
                                    + "). Name the port of its RPC service, as in 'fs.defaultFS': usually 8020 or 9000."),
            new Reason<>(AccessControlException.class, (r, e) -> r.denied(e)));

    private final HdfsRoot root;
    private final NameNodeAddress address;
    private final Login login;

    Reasons(HdfsRoot root, NameNodeAddress address, Login login) {
        this.root = root;
        this.address = address;
        this.login = login;
    }

    /** {@code what} is a sentence without its end, such as "cannot list hdfs://x". */
    StorageException failure(String what, IOException e) {
        String lost = Failures.is(e, LostAnswerException.class)
                ? " " + capital(line(Failures.find(e, LostAnswerException.class).orElseThrow())) + "."
                : "";
        return new StorageException(what + ": " + of(e) + lost, e);
    }

    MissingBlobException missing(String what, IOException e) {
        return new MissingBlobException("there is no " + what + ".", e);
    }

    /** The NameNode or nameservice. */
    String where() {
        return address.uri().getAuthority();
    }

    /** One or two sentences. */
    String of(Throwable e) {
        if (Failures.isInterrupt(e)) {
            return "the thread was interrupted.";
        }
        if (Failures.isOfLogin(e)) {
            return notLoggedIn(e);
        }
        for (Reason<?> reason : REASONS) {
            java.util.Optional<String> words = reason.of(this, e);
            if (words.isPresent()) {
                return words.get();
            }
        }
        if (isOfSpace(e)) {
            return "no DataNode can take it: they are full, too few, or do not answer (" + line(e)
                    + "). 'hdfs dfsadmin -report' shows them.";
        }
        return ofConnection(e);
    }

    private String noneIsActive(String more) {
        return "none of the NameNodes of " + where() + " is active and answers" + more
                + ". 'hdfs haadmin -getAllServiceState' shows their states.";
    }

    private String ofConnection(Throwable e) {
        boolean silent = Failures.is(e, ConnectException.class)
                || Failures.is(e, SocketTimeoutException.class)
                || Failures.is(e, NoRouteToHostException.class)
                || Failures.is(e, EOFException.class);
        if (silent && address.isNameservice()) {
            return noneIsActive(" (" + line(deepest(e)) + ")");
        }
        if (Failures.is(e, ConnectException.class)) {
            return "nobody listens at " + where() + " (" + line(deepest(e))
                    + "). Start the NameNode, or correct host and port in " + place() + ".";
        }
        if (Failures.is(e, SocketTimeoutException.class) || Failures.is(e, NoRouteToHostException.class)) {
            return where() + " does not answer (" + line(deepest(e)) + "). Look at the NameNode and the network; '"
                    + HdfsOptions.REQUEST_TIMEOUT.key() + "' is how long one answer may take.";
        }
        if (Failures.is(e, EOFException.class)) {
            return where() + " closed the connection. The NameNode is stopping, or this is the port of another service:"
                    + " that of the NameNode's RPC is needed, as in 'fs.defaultFS'.";
        }
        return "HDFS says: " + line(e) + (line(e).endsWith(".") ? "" : ".");
    }

    private String denied(AccessControlException e) {
        if (line(e).contains("SIMPLE authentication is not enabled")) {
            return wantsKerberos();
        }
        if (line(e).contains("fall back to SIMPLE auth")) {
            return where()
                    + " lets in everybody, while this process insists on Kerberos: by its Hadoop configuration, or"
                    + " because it has another storage that does, which Hadoop's client then extends to all. Set"
                    + " 'ipc.client.fallback-to-simple-auth-allowed' to true if that is intended.";
        }
        return "permission denied (" + line(e).replaceFirst("^Permission denied: ", "")
                + "). Give this user the right to read and write in " + root.uri() + ", or run as another one.";
    }

    private String wantsKerberos() {
        return where() + " wants a Kerberos login, and Hadoop's configuration here knows of none. Set"
                + " 'hadoop.security.authentication' to kerberos in core-site.xml, or in '"
                + HdfsOptions.PROPERTIES.key() + "' with 'dfs.namenode.kerberos.principal'.";
    }

    private String notLoggedIn(Throwable e) {
        if (!login.isKerberos()) {
            return wantsKerberos();
        }
        String said = line(Failures.find(e, LoginException.class)
                .map(Throwable.class::cast)
                .orElse(deepest(e)));
        String advice;
        if (login.hasKeytab()
                && (said.contains("Unable to obtain password")
                        || said.contains("Checksum failed")
                        || said.toLowerCase(Locale.ROOT).contains("integrity check"))) {
            advice = "The keys do not fit the principal: 'klist -k' shows what the file holds.";
        } else if (said.contains("not found in Kerberos database") || said.contains("(6)")) {
            advice = "Kerberos does not know one of the two principals: this one, or that of the NameNode, which is"
                    + " 'dfs.namenode.kerberos.principal'.";
        } else if (said.contains("Failed to find any Kerberos tgt")
                || said.contains("Cannot read from")
                // Of an expired one, for then it would ask somebody.
                || said.contains("Unable to obtain password")
                || said.contains("Client cannot authenticate via")
                || said.contains("Unable to obtain Principal Name")) {
            advice = login.hasKeytab()
                    ? "The ticket has expired, and no new one could be fetched so far."
                    : "There is no valid ticket: run kinit, or set '" + HdfsOptions.KEYTAB.key() + "' and '"
                            + HdfsOptions.PRINCIPAL.key() + "'.";
        } else if (said.contains("default realm")) {
            advice = "The Kerberos configuration names none: set '" + HdfsOptions.KRB5_CONF.key()
                    + "' to the file, if it is not /etc/krb5.conf.";
        } else if (said.toLowerCase(Locale.ROOT).contains("clock skew")) {
            advice = "The clocks of this machine and of Kerberos differ too much.";
        } else {
            advice = "Check the principal, the keys and the Kerberos configuration.";
        }
        return "the Kerberos login to " + where() + " failed with " + login.means() + " (" + said + "). " + advice;
    }

    private String quota(String of, String left, Throwable e) {
        return "the quota of " + of + " is used up: " + line(e).replaceFirst("\\.$", "")
                + ". Remove what is not needed, or"
                + " have an administrator raise it with 'hdfs dfsadmin -set"
                + (of.equals("space") ? "SpaceQuota" : "Quota")
                + "'; 'hdfs dfs -count -q' shows how many " + left + ".";
    }

    private String inTheWay(Throwable e) {
        return "a blob cannot lie beneath another one, and nothing else may lie beneath the root (" + line(e) + ").";
    }

    private String place() {
        return root.usesDefault() ? "'fs.defaultFS'" : "'high-availability.storageDir'";
    }

    private static boolean isOfSpace(Throwable e) {
        return Failures.chain(e)
                .map(cause -> String.valueOf(cause.getMessage()))
                .anyMatch(said -> said.contains("could only be written to")
                        || said.contains("No space left")
                        || said.contains("could only be replicated to"));
    }

    private static Throwable deepest(Throwable e) {
        return Failures.chain(e).reduce((first, second) -> second).orElse(e);
    }

    private static String host(Throwable e) {
        String said = line(e);
        Matcher host =
                HOST.matcher(said.replaceFirst("^.*destination host is: ", "").replaceFirst("[:(;].*", ""));
        return host.matches() ? host.group(1) : said;
    }

    /** The first line: the NameNode sends its whole trace. */
    private static String line(Throwable e) {
        Throwable shown = e instanceof RemoteException remote ? remote.unwrapRemoteException() : e;
        String message = shown.getMessage();
        if (message == null || message.isBlank()) {
            return shown.getClass().getSimpleName();
        }
        return message.strip().lines().findFirst().orElse("").strip();
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
