package io.haservices.zookeeper;

import io.haservices.errors.NotAuthorizedException;
import io.haservices.errors.UnavailableException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.security.auth.Subject;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.ietf.jgss.GSSException;
import org.jspecify.annotations.Nullable;

/** Logs in without ZooKeeper, which tells nobody but its log why a login failed. Blocks. */
final class SaslTrial {
    private final SaslLogin login;
    private final Duration patience;

    SaslTrial(SaslLogin login, Duration patience) {
        this.login = login;
        this.patience = patience;
    }

    /**
     * Who is logged in.
     *
     * @throws NotAuthorizedException if the login fails
     * @throws UnavailableException if nobody answers, or too late
     */
    Subject login() {
        FutureTask<Subject> task = new FutureTask<>(this::subject);
        Threads.named("ha-zookeeper-login").newThread(task).start();
        try {
            return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw unanswered(
                    "it did not end within " + patience.toMillis() + " ms. Look whether the KDC that the Kerberos"
                            + " configuration names runs and can be reached from here.",
                    e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw isUnanswered(cause.getMessage()) ? unanswered(reason(cause), cause) : refused(reason(cause), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused("it was interrupted.", e);
        }
    }

    /** Why there is no ticket for a service on this host, or nothing. */
    static Optional<String> problemWithTicket(Subject subject, String service, String host) {
        return Subject.doAs(subject, (PrivilegedAction<Optional<String>>) () -> {
            try {
                SaslClient client =
                        Sasl.createSaslClient(new String[] {"GSSAPI"}, null, service, canonical(host), Map.of(), null);
                byte[] unused = client.evaluateChallenge(new byte[0]);
                return Optional.empty();
            } catch (SaslException e) {
                return Optional.of("There is no Kerberos ticket for " + service + "/" + canonical(host) + ": "
                        + told(e) + ". Look at '" + SaslOptions.SERVICE_NAME.key()
                        + "' and at how the names of the servers resolve.");
            }
        });
    }

    private Subject subject() throws LoginException {
        Thread.currentThread().setContextClassLoader(SaslTrial.class.getClassLoader());
        Subject subject = new Subject();
        new LoginContext("ha-services", subject, null, login.configuration()).login();
        return subject;
    }

    /** Whether it is the KDC that does not answer, which may pass by itself. */
    static boolean isUnanswered(@Nullable String message) {
        String lower = String.valueOf(message).toLowerCase(Locale.ROOT);
        return Stream.of("timed out", "connection refused", "unreachable", "no route", "cannot contact any kdc")
                .anyMatch(lower::contains);
    }

    private UnavailableException unanswered(String why, Throwable cause) {
        return new UnavailableException("The login to ZooKeeper by " + login.description() + " failed: " + why, cause);
    }

    private NotAuthorizedException refused(String why, Throwable cause) {
        return new NotAuthorizedException(
                "The login to ZooKeeper by " + login.description() + " failed: " + why, cause);
    }

    private static String reason(Throwable failure) {
        // What Java did not expect, as in a krb5.conf that it cannot read, comes with a whole trace in the text.
        String message =
                String.valueOf(failure.getMessage()).strip().lines().findFirst().orElse("without a reason");
        String lower = message.toLowerCase(Locale.ROOT);
        String advice;
        if (lower.contains("clock skew")) {
            advice = "The clocks of this host and of the KDC differ by too much.";
        } else if (lower.contains("not found in kerberos database")) {
            advice = "The KDC does not know this principal.";
        } else if (lower.contains("checksum failed") || lower.contains("preauth") || lower.contains("pre-auth")) {
            advice = "The KDC knows the principal under another key: get a new keytab.";
        } else if (lower.contains("unable to obtain")) {
            advice =
                    "The keytab or ticket cache holds nothing that is still valid for it; renew it (kinit for a cache).";
        } else if (lower.contains("cannot locate") || lower.contains("timed out") || lower.contains("refused")) {
            advice = "Look whether the KDC that the Kerberos configuration names runs and can be reached from here.";
        } else if (lower.contains("exception: ")) {
            advice =
                    "Java cannot use the Kerberos configuration as it is (krb5.conf): it wants each brace at the end of a"
                            + " line or alone on one.";
        } else {
            advice = "Correct the login and start again.";
        }
        return message + ". " + advice;
    }

    /** As the client library sees the host. */
    private static String canonical(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            String name = address.getCanonicalHostName();
            return name.equals(address.getHostAddress()) ? host : name;
        } catch (UnknownHostException e) {
            return host;
        }
    }

    /** What GSSAPI says is neither as general as what is made of it nor as strange as what it is made of. */
    private static String told(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GSSException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return String.valueOf(failure.getMessage());
    }
}
