package io.haservices.zookeeper;

import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The login configuration of the JVM, as long as there is a client of ours that logs in: it answers for our own clients, and hands all else
 * on to the configuration that was there before.
 */
final class JaasContexts extends Configuration {
    private static final String LIBRARY = "io.haservices.shaded.org.apache.zookeeper.";
    private static final JaasContexts CONTEXTS = new JaasContexts();
    private static final AtomicLong COUNT = new AtomicLong();
    /** A client 3.4 asks for a section that the whole JVM has in common, on threads that it makes for each handle. */
    private static final InheritableThreadLocal<@Nullable HandedDown> OF_THREAD = new InheritableThreadLocal<>();

    private final Map<String, SaslLogin> byName = new ConcurrentHashMap<>();
    /** Whom to ask for all else, the newest last; null is what the JVM has by itself. Guarded by this. */
    private final List<@Nullable Configuration> formers = new ArrayList<>();
    /** How often a former one is being asked on this thread: one that was put before this one may ask this one back. */
    private final ThreadLocal<Integer> depth = ThreadLocal.withInitial(() -> 0);

    private int users;

    private JaasContexts() {}

    /** A new name that stands for this login until {@link #remove}. */
    static String add(Optional<SaslLogin> login) {
        String name = "ha-services-zookeeper-" + COUNT.incrementAndGet();
        login.ifPresent(known -> CONTEXTS.byName.put(name, known));
        CONTEXTS.install();
        return name;
    }

    /** Whether the JVM has a login configuration. */
    static boolean isAnyThere() {
        return present() != null;
    }

    static void remove(String name) {
        CONTEXTS.byName.remove(name);
        CONTEXTS.uninstall();
    }

    private record HandedDown(Optional<SaslLogin> login) {}

    /** The library finds this login, or none, under every name when it asks on threads that this thread starts from now on. */
    static void handDown(Optional<SaslLogin> login) {
        OF_THREAD.set(new HandedDown(login));
    }

    /** The threads that this thread starts from now on are nothing special. */
    static void handDownNothing() {
        OF_THREAD.remove();
    }

    @Override
    public AppConfigurationEntry @Nullable [] getAppConfigurationEntry(String name) {
        SaslLogin own = byName.get(name);
        if (own != null) {
            return own.entries();
        }
        HandedDown handedDown = OF_THREAD.get();
        // The threads inherit it to others, which may run anything.
        if (handedDown != null && isAskedByLibrary()) {
            return handedDown.login().map(SaslLogin::entries).orElse(null);
        }
        int asked = depth.get();
        depth.set(asked + 1);
        try {
            return former(asked).getAppConfigurationEntry(name);
        } finally {
            if (asked == 0) {
                depth.remove();
            } else {
                depth.set(asked);
            }
        }
    }

    @Override
    public void refresh() {
        int asked = depth.get();
        if (asked == 0) {
            depth.set(1);
            try {
                former(0).refresh();
            } finally {
                depth.remove();
            }
        }
    }

    private synchronized void install() {
        users++;
        Configuration present = present();
        if (present != this) {
            if (formers.isEmpty() || formers.get(formers.size() - 1) != present) {
                formers.add(present);
            }
            Configuration.setConfiguration(this);
        }
    }

    private synchronized void uninstall() {
        // Should somebody have put another one before it, that may go on asking this one.
        if (--users == 0 && present() == this) {
            Configuration.setConfiguration(formers.get(formers.size() - 1));
            if (formers.size() == 1) {
                // Nobody can be asking this one any more.
                formers.clear();
            }
        }
    }

    private static @Nullable Configuration present() {
        try {
            return Configuration.getConfiguration();
        } catch (SecurityException e) {
            // There is none, or none that can be read; whoever asks for it shall learn that.
            return null;
        }
    }

    private synchronized Configuration former(int asked) {
        int index = formers.size() - 1 - asked;
        Configuration former = index < 0 ? null : formers.get(index);
        if (former != null) {
            return former;
        }
        try {
            return Configuration.getInstance("JavaLoginConfig", null);
        } catch (NoSuchAlgorithmException e) {
            throw new SecurityException("there is no login configuration", e);
        }
    }

    private static boolean isAskedByLibrary() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith(LIBRARY)));
    }
}
