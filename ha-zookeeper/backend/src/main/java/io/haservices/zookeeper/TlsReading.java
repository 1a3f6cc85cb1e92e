package io.haservices.zookeeper;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.errors.ConfigurationException;
import java.util.List;
import java.util.Optional;

/** Reads the TLS options and looks into the stores, so that what is wrong is said before anything is connected. */
final class TlsReading {
    private final Configuration configuration;
    private final TlsLibrary library;
    private final List<String> problems;

    TlsReading(Configuration configuration, TlsLibrary library, List<String> problems) {
        this.configuration = configuration;
        this.library = library;
        this.problems = problems;
    }

    TlsSettings settings() {
        Optional<Boolean> enabled = find(TlsOptions.ENABLED);
        if (!enabled.orElse(false)) {
            return TlsSettings.none(library, othersWithout());
        }
        if (library == TlsLibrary.PLAIN) {
            problems.add(ofPlainLibrary());
            return TlsSettings.none(library, "");
        }
        int before = problems.size();
        TlsSettings settings = new TlsSettings(
                true,
                store(false, TlsOptions.KEY_STORE_LOCATION, TlsOptions.KEY_STORE_PASSWORD, TlsOptions.KEY_STORE_TYPE),
                store(
                        true,
                        TlsOptions.TRUST_STORE_LOCATION,
                        TlsOptions.TRUST_STORE_PASSWORD,
                        TlsOptions.TRUST_STORE_TYPE),
                find(TlsOptions.HOSTNAME_VERIFICATION).orElse(true),
                protocols(),
                library,
                "");
        if (problems.size() == before) {
            TlsMaterial.problems(settings).forEach(problems::add);
        }
        return settings;
    }

    /** Whoever sets up TLS and forgets to switch it on believes to be protected; whoever switched it off knows. */
    private String othersWithout() {
        List<String> others = TlsOptions.all().stream()
                .map(ConfigOption::key)
                .filter(key -> !key.equals(TlsOptions.ENABLED.key()))
                .filter(key -> !configuration.asMap().getOrDefault(key, "").isBlank())
                .toList();
        if (others.isEmpty()) {
            return "";
        }
        String keys = "'" + String.join("', '", others) + "'";
        if (configuration.givenKey(TlsOptions.ENABLED).isPresent()) {
            return "connections to ZooKeeper are not encrypted: '" + TlsOptions.ENABLED.key() + "' is false, so " + keys
                    + " have no effect";
        }
        problems.add(keys + " have no effect while '" + TlsOptions.ENABLED.key()
                + "' is not set. Set it to true, or to false if connections are not to be encrypted.");
        return "";
    }

    private Optional<TlsStore> store(
            boolean forTrust,
            ConfigOption<String> location,
            ConfigOption<String> password,
            ConfigOption<StoreType> type) {
        Optional<String> file = find(location);
        Optional<String> secret = find(password);
        Optional<StoreType> given = find(type);
        if (file.isEmpty() && forTrust) {
            problems.add("'" + location.key() + "' is not set: without it this process cannot know the servers by their"
                    + " certificates. Name the file with the certificate of the authority that signed those.");
        } else if (file.isEmpty() && (secret.isPresent() || given.isPresent())) {
            problems.add("'" + (secret.isPresent() ? password : type).key() + "' is set, but '" + location.key()
                    + "' is not.");
        }
        String prefix = location.key().replaceFirst("\\.location$", "");
        return file.map(path -> new TlsStore(prefix, forTrust, path, secret.orElse(""), given));
    }

    private List<String> protocols() {
        List<String> protocols = find(TlsOptions.ENABLED_PROTOCOLS).orElse(TlsOptions.KNOWN_PROTOCOLS);
        String key = "'" + TlsOptions.ENABLED_PROTOCOLS.key() + "': ";
        if (protocols.isEmpty() || !TlsOptions.KNOWN_PROTOCOLS.containsAll(protocols)) {
            problems.add(key + protocols + " are not all among " + TlsOptions.KNOWN_PROTOCOLS
                    + ". Older versions are broken, and Java refuses them.");
        } else if (library == TlsLibrary.LENIENT && !protocols.contains("TLSv1.2")) {
            problems.add(
                    key + "the ZooKeeper client 3.5 cannot leave out TLSv1.2. Add it, or move the 3.9 client jar into"
                            + " lib/ instead.");
        }
        // The highest first, whatever the user's order.
        return TlsOptions.KNOWN_PROTOCOLS.stream().filter(protocols::contains).toList();
    }

    private static String ofPlainLibrary() {
        return "'" + TlsOptions.ENABLED.key()
                + "': the ZooKeeper client 3.4 knows no TLS and would talk in the clear. Move "
                + String.join(", ", ClientJars.found(TlsReading.class.getClassLoader()))
                + " from lib/ to opt/, and one with 3.9 or 3.5 from opt/ to lib/: " + ClientJars.spare() + ".";
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
