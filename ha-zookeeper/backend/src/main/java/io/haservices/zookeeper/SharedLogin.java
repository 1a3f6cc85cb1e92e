package io.haservices.zookeeper;

import io.haservices.errors.ConfigurationException;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one login that a client 3.4 has in a JVM: it keeps the first one for all handles and for good, and takes the name of the
 * service from a system property. So clients that log in differently cannot be open at the same time.
 */
final class SharedLogin {
    private static final Logger LOG = LoggerFactory.getLogger(SharedLogin.class);
    private static final String LIBRARY = "io.haservices.shaded.org.apache.zookeeper.";
    private static final String SERVICE_NAME = "zookeeper.sasl.client.username";

    private static @Nullable SaslLogin current;
    private static String service = "";
    private static boolean serviceSet;
    private static int users;

    private SharedLogin() {}

    /** Every call that returns has to be followed by one of {@link #release()}. */
    static synchronized void use(SaslLogin login, String serviceName) {
        if (System.getProperty("zookeeper.sasl.client", "true").equalsIgnoreCase("false")) {
            throw problem("the system property zookeeper.sasl.client=false forbids any login to the client 3.4.");
        }
        if (users > 0 && !(login.equals(current) && serviceName.equals(service))) {
            throw problem("this process already logs in by "
                    + (current == null ? "none" : current.description()) + " at the service "
                    + service + ", and the client 3.4 can log in once in a JVM only.");
        }
        useService(serviceName);
        current = login;
        service = serviceName;
        users++;
    }

    static synchronized void release() {
        if (--users == 0) {
            current = null;
            forget();
            if (serviceSet) {
                serviceSet = false;
                System.clearProperty(SERVICE_NAME);
            }
        }
    }

    /** Makes the next handle log in anew. */
    static synchronized void forget() {
        try {
            Class<?> type = Class.forName(LIBRARY + "client.ZooKeeperSaslClient");
            Field login = type.getDeclaredField("login");
            Field isThere = type.getDeclaredField("initializedLogin");
            login.setAccessible(true);
            isThere.setAccessible(true);
            synchronized (type) {
                Object former = login.get(null);
                isThere.set(null, false);
                login.set(null, null);
                if (former != null) {
                    former.getClass().getMethod("shutdown").invoke(former);
                }
            }
        } catch (ReflectiveOperationException e) {
            LOG.warn("The ZooKeeper client keeps its login until the JVM ends", e);
        }
    }

    private static void useService(String name) {
        String present = System.getProperty(SERVICE_NAME);
        if (name.equals(present) || (present == null && name.equals("zookeeper"))) {
            return;
        }
        if (present != null) {
            throw problem("'" + SaslOptions.SERVICE_NAME.key() + "' is " + name + ", but the system property "
                    + SERVICE_NAME + " is " + present + ", and the client 3.4 knows the property only.");
        }
        System.setProperty(SERVICE_NAME, name);
        serviceSet = true;
    }

    private static ConfigurationException problem(String what) {
        return new ConfigurationException("ZooKeeper cannot be used with this login: " + what
                + " Move the client jar 3.5 or 3.9 into lib/ instead: it logs in for each client by itself ("
                + ClientJars.spare() + ").");
    }
}
