package io.haservices.zookeeper;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.errors.ConfigurationException;
import java.util.List;
import java.util.Optional;
import javax.security.auth.login.AppConfigurationEntry;

/** Reads the options about SASL; collects every problem instead of stopping at the first. */
final class SaslReading {
    private static final String JAAS_FILE = "java.security.auth.login.config";

    private final Configuration configuration;
    private final List<String> problems;

    SaslReading(Configuration configuration, List<String> problems) {
        this.configuration = configuration;
        this.problems = problems;
    }

    SaslSettings settings() {
        String context = orProperty(SaslOptions.LOGIN_CONTEXT_NAME, "zookeeper.sasl.clientconfig");
        Optional<SaslLogin> kerberos = kerberos(context);
        Optional<SaslLogin> digest = digest();
        Optional<String> krb5Conf = find(SaslOptions.KRB5_CONF);
        if (find(SaslOptions.DISABLE).orElse(false)) {
            return new SaslSettings(Optional.empty(), "", Optional.empty(), "");
        }
        if (kerberos.isPresent() && digest.isPresent()) {
            problems.add("'" + SaslOptions.CONTEXTS.key() + "' and '" + SaslOptions.DIGEST_USERNAME.key()
                    + "' both log in to ZooKeeper. Remove one of them.");
        }
        krb5Conf.flatMap(Krb5Conf::problem)
                .ifPresent(problem -> problems.add("'" + SaslOptions.KRB5_CONF.key() + "': " + problem));
        Optional<SaslLogin> login = kerberos.or(() -> digest).or(() -> section(context));
        String remark = "";
        if (login.isEmpty() && find(SaslOptions.KEYTAB).isPresent()) {
            remark = "'" + SaslOptions.KEYTAB.key() + "' is not used for ZooKeeper, since '"
                    + SaslOptions.CONTEXTS.key() + "' does not name " + context;
        }
        String service = orProperty(SaslOptions.SERVICE_NAME, "zookeeper.sasl.client.username");
        return new SaslSettings(login, service, krb5Conf, remark);
    }

    private Optional<SaslLogin> kerberos(String context) {
        Optional<String> keytab = find(SaslOptions.KEYTAB);
        Optional<String> principal = find(SaslOptions.PRINCIPAL);
        boolean wanted = find(SaslOptions.CONTEXTS).orElse(List.of()).contains(context);
        if (keytab.isPresent() && principal.isEmpty()) {
            problems.add("'" + SaslOptions.KEYTAB.key() + "' needs '" + SaslOptions.PRINCIPAL.key()
                    + "', the principal whose keys are in it.");
            return Optional.empty();
        }
        if (!wanted) {
            return Optional.empty();
        }
        if (keytab.isPresent()) {
            Keytabs.problem(keytab.get(), principal.orElseThrow())
                    .ifPresent(problem -> problems.add("'" + SaslOptions.KEYTAB.key() + "': " + problem));
            return Optional.of(SaslLogin.keytab(keytab.get(), principal.orElseThrow()));
        }
        if (find(SaslOptions.USE_TICKET_CACHE).orElse(true)) {
            return Optional.of(SaslLogin.ticketCache(principal.orElse(""), Krb5Conf.ticketCache()));
        }
        problems.add("'" + SaslOptions.CONTEXTS.key() + "' asks for a Kerberos login as " + context
                + ", but there is nothing to log in with. Set '" + SaslOptions.KEYTAB.key() + "' and '"
                + SaslOptions.PRINCIPAL.key() + "', or '" + SaslOptions.USE_TICKET_CACHE.key() + "' to true.");
        return Optional.empty();
    }

    private Optional<SaslLogin> digest() {
        Optional<String> username = find(SaslOptions.DIGEST_USERNAME);
        Optional<String> password = find(SaslOptions.DIGEST_PASSWORD);
        if (username.isPresent() != password.isPresent()) {
            problems.add("'" + SaslOptions.DIGEST_USERNAME.key() + "' and '" + SaslOptions.DIGEST_PASSWORD.key()
                    + "' belong together: set both or none.");
        }
        return username.flatMap(name -> password.map(secret -> SaslLogin.digest(name, secret)));
    }

    /** What the JVM itself knows, if it is not told to leave that alone. */
    private Optional<SaslLogin> section(String name) {
        if (System.getProperty("zookeeper.sasl.client", "true").equalsIgnoreCase("false")) {
            return Optional.empty();
        }
        AppConfigurationEntry[] entries = null;
        try {
            entries = javax.security.auth.login.Configuration.getConfiguration().getAppConfigurationEntry(name);
        } catch (SecurityException e) {
            String file = System.getProperty(JAAS_FILE);
            if (file != null) {
                problems.add("The login configuration " + file + " (system property " + JAAS_FILE
                        + ") cannot be used: " + e.getMessage() + ". Correct it, or set '"
                        + SaslOptions.DISABLE.key() + "' to true.");
                return Optional.empty();
            }
        }
        if (entries == null
                && configuration.givenKey(SaslOptions.LOGIN_CONTEXT_NAME).isPresent()) {
            problems.add("'" + SaslOptions.LOGIN_CONTEXT_NAME.key() + "': there is no login '" + name
                    + "'. Name it in '" + SaslOptions.CONTEXTS.key() + "', or write such a section into the file that"
                    + " the system property " + JAAS_FILE + " names.");
        }
        return Optional.ofNullable(entries).map(found -> SaslLogin.section(name, found));
    }

    /** As Apache Flink does: what is not configured is left to the system property that ZooKeeper has for it. */
    private String orProperty(ConfigOption<String> option, String property) {
        String value = find(option).orElse("");
        return configuration.givenKey(option).isPresent() ? value : System.getProperty(property, value);
    }

    private <T> Optional<T> find(ConfigOption<T> option) {
        try {
            return configuration.find(option);
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }
}
