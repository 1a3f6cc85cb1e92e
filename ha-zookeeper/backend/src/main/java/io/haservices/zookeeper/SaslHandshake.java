package io.haservices.zookeeper;

import io.haservices.errors.HaException;
import io.haservices.errors.NotAuthorizedException;
import io.haservices.errors.UnavailableException;
import io.haservices.shaded.org.apache.zookeeper.WatchedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a connection back until it has logged in: a client whose login failed goes on without, and connects all the same. A login that
 * fails is the end, but for one case: the first one that fails after others succeeded may only have been out of date, so a new session
 * gets one try with a fresh login. On the loop.
 */
final class SaslHandshake implements HandleFactory.Events {
    private static final Logger LOG = LoggerFactory.getLogger(SaslHandshake.class);
    /** Servers 3.4 close the connection of a client that they refuse, and say no more. */
    private static final int MOST_DROPPED = 3;

    private final Loop loop;
    private final ZooKeeperSettings settings;
    private final SaslLogin login;
    private final SaslTrial trial;
    private final Next next;
    private List<String> names = List.of();
    private @Nullable String identity;
    private @Nullable Handle current;
    private @Nullable Pending pending;
    /** There while it is found out why the login of the current handle failed, and after; it may log in yet, on its next connection. */
    private @Nullable Object doubt;
    /** Why the last login failed, as long as none succeeded since and the KDC may come back. */
    private @Nullable String outage;

    private int connections;
    private int dropped;
    private boolean proved;
    private boolean onProbation;
    private boolean over;

    SaslHandshake(Loop loop, ZooKeeperSettings settings, SaslLogin login, Next next) {
        this.loop = loop;
        this.settings = settings;
        this.login = login;
        this.trial = new SaslTrial(login, settings.connectionTimeout());
        this.next = next;
    }

    /** Gets the events of handles, but is connected only when logged in. */
    interface Next extends HandleFactory.Events {
        /** There will be no session any more. */
        void refused(HaException cause);

        /** This handle is no good any more; the next one logs in anew. */
        void renew(Handle handle);

        /** Why there is no session although there is a connection; empty when that is over. */
        void explain(String why);
    }

    /** One connection that is not logged in yet. */
    private record Pending(Handle handle, String sessionId, Duration negotiated, int number) {}

    /**
     * Logs in once to see whether that can succeed at all; blocks, and is the only method that is not for the loop.
     *
     * @return whether it did; if not, that is the end
     */
    boolean prove() {
        try {
            List<String> known = SaslNames.of(trial.login());
            loop.execute(() -> names = known);
            return true;
        } catch (HaException e) {
            loop.execute(() -> refuse(forGood(e)));
            return false;
        }
    }

    @Override
    public void opened(Handle handle, long openedAt) {
        current = handle;
        pending = null;
        doubt = null;
        next.opened(handle, openedAt);
    }

    @Override
    public void connected(Handle handle, String sessionId, Duration negotiated) {
        if (handle != current) {
            return;
        }
        pending = new Pending(handle, sessionId, negotiated, ++connections);
        explain("There is a connection, but the login by " + login.description() + " has not been answered.");
    }

    @Override
    public void authenticated(Handle handle) {
        Pending waiting = pending;
        if (waiting == null || waiting.handle() != handle) {
            return;
        }
        if (!settings.creatorOnly()) {
            proceed(waiting);
        } else if (identity != null) {
            handle.restrictTo(SaslNames.acl(identity));
            proceed(waiting);
        } else {
            new SaslNames.Probe(handle, settings.layout(), found -> loop.execute(() -> identified(waiting, found)))
                    .search(names);
        }
    }

    @Override
    public void disconnected(Handle handle) {
        if (pending != null && pending.handle() == handle) {
            pending = null;
            explain("");
            if (++dropped >= MOST_DROPPED) {
                settle(handle, "They closed the connection " + dropped + " times during the login.");
            }
        }
        next.disconnected(handle);
    }

    @Override
    public void expired(Handle handle) {
        if (handle == current) {
            pending = null;
        }
        next.expired(handle);
    }

    @Override
    public void authenticationFailed(Handle handle) {
        settle(handle, "They refused it, or have no login of this kind.");
    }

    @Override
    public void changed(Handle handle, WatchedEvent event) {
        next.changed(handle, event);
    }

    private void identified(Pending waiting, SaslNames.Found found) {
        if (!waiting.equals(pending)) {
            return;
        }
        if (found.name() != null) {
            identity = found.name();
            LOG.info("ZooKeeper {} knows this process as sasl:{}", settings.quorum(), identity);
            waiting.handle().restrictTo(SaslNames.acl(identity));
            proceed(waiting);
        } else if (!found.connectionLost()) {
            refuse(new NotAuthorizedException(
                    "ZooKeeper " + settings.quorum() + " knows this process by none of the names "
                            + names + ", so it could not read what it would create with '" + ZooKeeperOptions.ACL.key()
                            + ": creator'. Look at the rules by which the servers shorten principals"
                            + " (zookeeper.security.auth_to_local)."));
        }
    }

    private void proceed(Pending waiting) {
        pending = null;
        doubt = null;
        dropped = 0;
        proved = true;
        onProbation = false;
        outage = null;
        explain("");
        next.connected(waiting.handle(), waiting.sessionId(), waiting.negotiated());
    }

    /** Finds out what it was, elsewhere, and decides. */
    private void settle(Handle handle, String seen) {
        if (over || handle != current || doubt != null) {
            return;
        }
        Object mine = new Object();
        doubt = mine;
        pending = null;
        dropped = 0;
        Threads.named("ha-zookeeper-login-failed")
                .newThread(() -> {
                    HaException cause = cause(seen);
                    loop.execute(() -> settled(handle, mine, cause));
                })
                .start();
    }

    private void settled(Handle handle, Object of, HaException cause) {
        if (over || of != doubt) {
            // It has logged in meanwhile, or there is another handle, which logs in by itself.
            return;
        }
        dropped = 0;
        if (proved && cause instanceof UnavailableException) {
            // An outage of the KDC, which costs the session at worst.
            LOG.warn("A login failed and is tried again, for a new session: {}", cause.getMessage());
            outage = String.valueOf(cause.getMessage());
            explain("");
            Loop.Timer unused =
                    loop.schedule(() -> renew(handle, of), settings.retryWait().toNanos());
        } else if (proved && !onProbation) {
            onProbation = true;
            LOG.warn("A login failed and is tried once more, for a new session: {}", cause.getMessage());
            next.renew(handle);
        } else {
            refuse(forGood(cause));
        }
    }

    /** Nothing is tried again after this, not even what nobody answered. */
    private static NotAuthorizedException forGood(HaException cause) {
        return cause instanceof NotAuthorizedException refused
                ? refused
                : new NotAuthorizedException(String.valueOf(cause.getMessage()), cause);
    }

    private void renew(Handle handle, Object of) {
        if (!over && of == doubt) {
            next.renew(handle);
        }
    }

    /** What is known for sure goes before what the present try looks like. */
    private void explain(String why) {
        next.explain(outage == null ? why : outage);
    }

    private void refuse(HaException cause) {
        if (!over) {
            over = true;
            next.refused(cause);
        }
    }

    private HaException cause(String seen) {
        try {
            Subject subject = trial.login();
            String why =
                    SaslNames.isKerberos(subject) ? problemWithTickets(subject).orElse(seen) : seen;
            String text = "The login to ZooKeeper " + settings.quorum() + " by " + login.description() + " failed";
            if (SaslTrial.isUnanswered(why)) {
                return new UnavailableException(text + ": " + why);
            }
            return new NotAuthorizedException(text + " at the servers. " + why
                    + " Their logs tell more. Correct the login, or set '" + SaslOptions.DISABLE.key()
                    + "' to true if they have none, and start again.");
        } catch (HaException e) {
            return e;
        }
    }

    private Optional<String> problemWithTickets(Subject subject) {
        String service = settings.sasl().serviceName();
        for (String server : settings.quorum().split(",")) {
            String host = server.substring(0, server.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
            Optional<String> problem = SaslTrial.problemWithTicket(subject, service, host);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }
}
