package io.haservices.storage.s3;

import io.haservices.config.Configuration;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Two clients over one pool of connections: one that repeats failed requests, and one that does not, for conditional writes,
 * whose repetition would be answered with the refusal of one's own first attempt. Made at the first use: looking for region
 * and credentials may ask the network.
 */
final class S3Clients implements AutoCloseable {
    private static final int CONNECTIONS = 64;

    private final Configuration configuration;
    private @Nullable Opened opened;
    private boolean closed;

    S3Clients(Configuration configuration) {
        this.configuration = configuration;
    }

    S3Client repeating() {
        return opened().repeating();
    }

    S3Client once() {
        return opened().once();
    }

    Optional<URI> endpoint() {
        return configuration.find(S3Options.ENDPOINT);
    }

    /** For people. */
    String where() {
        return endpoint()
                .map(String::valueOf)
                .orElseGet(() -> "Amazon S3"
                        + configuration
                                .find(S3Options.REGION)
                                .map(region -> " in " + region)
                                .orElse(""));
    }

    Configuration configuration() {
        return configuration;
    }

    private synchronized Opened opened() {
        if (closed) {
            throw new IllegalStateException("the storage is closed");
        }
        if (opened == null) {
            opened = ContextLoader.with(this::connect);
        }
        return opened;
    }

    private Opened connect() {
        SdkHttpClient http = Apache5HttpClient.builder()
                .maxConnections(CONNECTIONS)
                .connectionTimeout(configuration.get(S3Options.CONNECT_TIMEOUT))
                .connectionAcquisitionTimeout(configuration.get(S3Options.REQUEST_TIMEOUT))
                .socketTimeout(configuration.get(S3Options.SOCKET_TIMEOUT))
                // A round trip more for each small blob; the SDK asks for it where the body is large.
                .expectContinueEnabled(false)
                .build();
        AwsCredentialsProvider credentials = credentials();
        try {
            // Now, for the parts of the chain that have to be loaded are loaded at their first use.
            credentials.resolveCredentials();
            RetryStrategy repeating = AwsRetryStrategy.standardRetryStrategy().toBuilder()
                    .maxAttempts(configuration.get(S3Options.RETRIES) + 1)
                    .build();
            S3Client first = client(http, credentials, repeating);
            return new Opened(first, client(http, credentials, AwsRetryStrategy.doNotRetry()), http, credentials);
        } catch (RuntimeException e) {
            http.close();
            close(credentials);
            throw e;
        }
    }

    private S3Client client(SdkHttpClient http, AwsCredentialsProvider credentials, RetryStrategy strategy) {
        boolean required = configuration.get(S3Options.CHECKSUMS) == S3Options.Checksums.WHEN_REQUIRED;
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(http)
                .credentialsProvider(credentials)
                .forcePathStyle(configuration
                        .find(S3Options.PATH_STYLE)
                        .orElse(endpoint().isPresent()))
                // A body in frames is not understood everywhere, and the whole body is in memory anyway.
                .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
                .overrideConfiguration(calls -> calls.apiCallTimeout(configuration.get(S3Options.REQUEST_TIMEOUT))
                        .retryStrategy(strategy));
        if (required) {
            // DeleteObjects must have a checksum; older servers know this one only.
            builder.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                    .addPlugin(LegacyMd5Plugin.create());
        }
        endpoint().ifPresent(builder::endpointOverride);
        configuration
                .find(S3Options.REGION)
                .or(() -> endpoint().map(any -> "us-east-1"))
                .map(Region::of)
                .ifPresent(builder::region);
        return builder.build();
    }

    private AwsCredentialsProvider credentials() {
        Optional<String> id = configuration.find(S3Options.ACCESS_KEY);
        if (id.isEmpty()) {
            return DefaultCredentialsProvider.builder().build();
        }
        String secret = configuration.get(S3Options.SECRET_KEY);
        return StaticCredentialsProvider.create(configuration
                .find(S3Options.SESSION_TOKEN)
                .<software.amazon.awssdk.auth.credentials.AwsCredentials>map(
                        token -> AwsSessionCredentials.create(id.get(), secret, token))
                .orElseGet(() -> AwsBasicCredentials.create(id.get(), secret)));
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (opened != null) {
            opened.repeating().close();
            opened.once().close();
            opened.http().close();
            close(opened.credentials());
            opened = null;
        }
    }

    private static void close(AwsCredentialsProvider credentials) {
        if (credentials instanceof SdkAutoCloseable provider) {
            provider.close();
        }
    }

    private record Opened(S3Client repeating, S3Client once, SdkHttpClient http, AwsCredentialsProvider credentials) {}
}
