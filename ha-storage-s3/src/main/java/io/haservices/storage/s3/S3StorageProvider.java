package io.haservices.storage.s3;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.errors.ConfigurationException;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Storage for {@code s3://bucket/prefix}: Amazon S3, and servers that speak its protocol. */
public final class S3StorageProvider implements StorageProvider {
    @Override
    public Set<String> schemes() {
        return Set.of("s3");
    }

    @Override
    public List<ConfigOption<?>> options() {
        return S3Options.all();
    }

    @Override
    public List<String> validate(URI root, Configuration configuration) {
        List<String> problems = new ArrayList<>(S3Root.problems(root));
        boolean access = configuration.find(S3Options.ACCESS_KEY).isPresent();
        boolean secret = configuration.find(S3Options.SECRET_KEY).isPresent();
        if (access != secret) {
            problems.add("'" + S3Options.ACCESS_KEY.key() + "' and '" + S3Options.SECRET_KEY.key()
                    + "' go together, but only one of them is set.");
        }
        if (configuration.find(S3Options.SESSION_TOKEN).isPresent() && !access) {
            problems.add("'" + S3Options.SESSION_TOKEN.key() + "' needs '" + S3Options.ACCESS_KEY.key() + "'.");
        }
        boolean kms = configuration.get(S3Options.ENCRYPTION) == S3Options.Encryption.AWS_KMS;
        if (configuration.find(S3Options.KMS_KEY).isPresent() && !kms) {
            problems.add("'" + S3Options.KMS_KEY.key() + "' needs '" + S3Options.ENCRYPTION.key() + ": aws-kms'.");
        }
        configuration.find(S3Options.ENDPOINT).ifPresent(endpoint -> {
            if (endpoint.getHost() == null
                    || !String.valueOf(endpoint.getScheme()).matches("https?")) {
                problems.add("'" + S3Options.ENDPOINT.key() + "' must be like https://host:port.");
            } else if (endpoint.getUserInfo() != null) {
                problems.add("'" + S3Options.ENDPOINT.key() + "' must not hold credentials.");
            }
        });
        if (configuration.get(S3Options.RETRIES) < 0) {
            problems.add("'" + S3Options.RETRIES.key() + "' must not be negative.");
        }
        for (ConfigOption<Duration> option :
                List.of(S3Options.REQUEST_TIMEOUT, S3Options.SOCKET_TIMEOUT, S3Options.CONNECT_TIMEOUT)) {
            if (configuration.get(option).toMillis() < 1) {
                problems.add("'" + option.key() + "' must be at least 1 ms.");
            }
        }
        return problems;
    }

    @Override
    public Storage open(URI root, Configuration configuration) {
        List<String> problems = validate(root, configuration);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        S3Root place = S3Root.of(root);
        S3Clients clients = new S3Clients(configuration);
        return new S3Storage(place, clients, new Reasons(place, clients), Encryption.of(configuration));
    }
}
