package io.haservices.zookeeper;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;

/**
 * A way to log in, as JAAS sees it. Two of them are equal if they log in the same way.
 *
 * @param description for people; holds no secret
 */
record SaslLogin(String description, List<Module> modules) {
    private static final String RELOCATED = "io.haservices.shaded.";
    private static final String DIGEST_MODULE = "org.apache.zookeeper.server.auth.DigestLoginModule";
    private static final String KERBEROS_MODULE = "com.sun.security.auth.module.Krb5LoginModule";

    /** One login module; its options may hold secrets. */
    record Module(String className, LoginModuleControlFlag flag, Map<String, Object> options) {
        @Override
        public String toString() {
            return className;
        }
    }

    /** With the keys of a file. */
    static SaslLogin keytab(String keytab, String principal) {
        return kerberos(
                "Kerberos as '" + principal + "' with the keytab " + keytab,
                Map.of("useKeyTab", "true", "storeKey", "true", "keyTab", keytab, "principal", principal));
    }

    /** With the ticket that somebody else obtained; an empty principal is whoever that was. */
    static SaslLogin ticketCache(String principal, String cache) {
        Map<String, Object> options = new TreeMap<>(Map.of("useTicketCache", "true", "renewTGT", "true"));
        if (!principal.isEmpty()) {
            options.put("principal", principal);
        }
        if (!cache.isEmpty()) {
            options.put("ticketCache", cache);
        }
        return kerberos(
                "Kerberos" + (principal.isEmpty() ? "" : " as '" + principal + "'") + " with the ticket cache"
                        + (cache.isEmpty() ? "" : " " + cache),
                options);
    }

    /** With a password. */
    static SaslLogin digest(String username, String password) {
        return new SaslLogin(
                "DIGEST-MD5 as '" + username + "'",
                List.of(new Module(
                        RELOCATED + DIGEST_MODULE,
                        LoginModuleControlFlag.REQUIRED,
                        Map.of("username", username, "password", password))));
    }

    /** As a section of the JVM's own configuration says. ZooKeeper's module is found under the name that its users know, too. */
    static SaslLogin section(String name, AppConfigurationEntry[] entries) {
        return new SaslLogin(
                "section '" + name + "' of the JVM's JAAS configuration",
                Arrays.stream(entries)
                        .map(entry -> new Module(
                                relocated(entry.getLoginModuleName()),
                                entry.getControlFlag(),
                                Map.copyOf(entry.getOptions())))
                        .toList());
    }

    boolean isDigest() {
        return modules.stream().anyMatch(module -> module.className().endsWith(DIGEST_MODULE));
    }

    AppConfigurationEntry[] entries() {
        return modules.stream()
                .map(module -> new AppConfigurationEntry(module.className(), module.flag(), module.options()))
                .toArray(AppConfigurationEntry[]::new);
    }

    /** A configuration that knows nothing else. */
    Configuration configuration() {
        return new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return entries();
            }
        };
    }

    private static SaslLogin kerberos(String description, Map<String, Object> options) {
        Map<String, Object> all = new TreeMap<>(options);
        all.put("doNotPrompt", "true");
        all.put("refreshKrb5Config", "true");
        return new SaslLogin(
                description, List.of(new Module(KERBEROS_MODULE, LoginModuleControlFlag.REQUIRED, Map.copyOf(all))));
    }

    private static String relocated(String module) {
        return module.endsWith(DIGEST_MODULE) ? RELOCATED + DIGEST_MODULE : module;
    }
}
