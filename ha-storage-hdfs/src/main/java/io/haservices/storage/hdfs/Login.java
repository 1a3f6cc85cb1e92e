package io.haservices.storage.hdfs;

import io.haservices.config.Configuration;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.security.KerberosAuthException;
import org.apache.hadoop.security.SecurityUtil;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.security.UserGroupInformation.AuthenticationMethod;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who this storage is to HDFS. With Kerberos it has a login of its own, beside the one that Hadoop keeps for the whole JVM,
 * and looks after it: Hadoop's client renews only the JVM's. Logs in at the first call.
 */
final class Login {
    private static final Logger LOG = LoggerFactory.getLogger(Login.class);
    private static final String CACHE = "hadoop.security.kerberos.ticket.cache.path";

    private final org.apache.hadoop.conf.Configuration hadoop;
    private final boolean kerberos;
    private final Optional<String> principal;
    private final Optional<String> keytab;
    private final boolean ticketCache;
    private final Optional<String> krb5Conf;
    private final AtomicBoolean renewalFailed = new AtomicBoolean();
    private @Nullable UserGroupInformation user;

    private Login(Configuration configuration, org.apache.hadoop.conf.Configuration hadoop) {
        this.hadoop = hadoop;
        this.kerberos = SecurityUtil.getAuthenticationMethod(hadoop) == AuthenticationMethod.KERBEROS;
        this.principal = configuration.find(HdfsOptions.PRINCIPAL);
        this.keytab = configuration.find(HdfsOptions.KEYTAB);
        this.ticketCache = configuration.get(HdfsOptions.USE_TICKET_CACHE);
        this.krb5Conf = configuration.find(HdfsOptions.KRB5_CONF);
    }

    static Login of(Configuration configuration, org.apache.hadoop.conf.Configuration hadoop) {
        return new Login(configuration, hadoop);
    }

    /** What can be seen to be wrong before anybody is asked; one sentence a problem. */
    List<String> problems() {
        return keytab.filter(file -> kerberos && !Files.isReadable(Path.of(file)))
                .map(file ->
                        "'" + HdfsOptions.KEYTAB.key() + "': there is no file " + file + " that this process may read.")
                .map(List::of)
                .orElse(List.of());
    }

    boolean isKerberos() {
        return kerberos;
    }

    boolean hasKeytab() {
        return keytab.isPresent();
    }

    /** What it logs in with, in words. */
    String means() {
        if (!kerberos) {
            return "no login";
        }
        if (keytab.isPresent()) {
            return "the principal '" + principal.orElse("") + "' and its keys in " + keytab.get();
        }
        return ticketCache
                ? cache().map(file -> "the ticket cache " + file).orElse("the user's ticket cache")
                : "what the JVM is logged in with";
    }

    <T> T run(PrivilegedExceptionAction<T> action) throws IOException {
        if (!kerberos) {
            return direct(action);
        }
        refresh();
        try {
            return user().doAs(action);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        } catch (UndeclaredThrowableException e) {
            throw unexpected(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Fetches a new ticket when the old one is about to expire; cheap otherwise. Fails only when there never was a login. */
    void refresh() throws IOException {
        if (!kerberos) {
            return;
        }
        UserGroupInformation present = user();
        try {
            if (keytab.isPresent()) {
                present.checkTGTAndReloginFromKeytab();
            } else {
                present.reloginFromTicketCache();
            }
            renewalFailed.set(false);
        } catch (IOException e) {
            // What is connected goes on; what has to connect will say it.
            if (!renewalFailed.getAndSet(true)) {
                LOG.warn(
                        "The Kerberos login with {} cannot be renewed: {}. Every call tries again.",
                        means(),
                        e.getMessage());
            }
        }
    }

    /** Fetches a new ticket because the present one was refused; returns whether there was a way to. */
    boolean renew() throws IOException {
        if (!kerberos) {
            return false;
        }
        if (keytab.isPresent()) {
            user().forceReloginFromKeytab();
        } else {
            user().forceReloginFromTicketCache();
        }
        return true;
    }

    private synchronized UserGroupInformation user() throws IOException {
        if (user == null) {
            krb5Conf.ifPresent(Krb5Conf::use);
            try {
                UserGroupInformation.setConfiguration(hadoop);
            } catch (IllegalArgumentException e) {
                throw new KerberosAuthException(e.getMessage(), e);
            }
            user = logIn();
        }
        return user;
    }

    private UserGroupInformation logIn() throws IOException {
        if (keytab.isPresent()) {
            return UserGroupInformation.loginUserFromKeytabAndReturnUGI(principal.orElseThrow(), keytab.get());
        }
        return ticketCache
                ? fromTicketCache(cache().orElse(null), principal.orElse(null))
                : UserGroupInformation.getLoginUser();
    }

    @SuppressWarnings("NullAway") // Hadoop takes null for the usual cache and for whoever it belongs to.
    private static UserGroupInformation fromTicketCache(@Nullable String cache, @Nullable String principal)
            throws IOException {
        return UserGroupInformation.getUGIFromTicketCache(cache, principal);
    }

    private Optional<String> cache() {
        return Optional.ofNullable(hadoop.getTrimmed(CACHE))
                .filter(path -> !path.isEmpty())
                .or(Krb5Conf::ticketCache);
    }

    private static <T> T direct(PrivilegedExceptionAction<T> action) throws IOException {
        try {
            return action.run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw unexpected(e);
        }
    }

    private static IOException unexpected(Throwable e) {
        return e instanceof IOException io ? io : new IOException(String.valueOf(e.getMessage()), e);
    }
}
