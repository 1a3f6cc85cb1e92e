package io.haservices.storage.s3;

import io.haservices.config.ConfigOption;
import io.haservices.config.OptionType;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The options of {@code s3:} storage. Where Apache Flink's S3 file systems have the same option, their key is read too. */
final class S3Options {
    enum Encryption {
        NONE,
        AES256,
        AWS_KMS
    }

    enum TagQuoting {
        AUTO,
        QUOTED,
        BARE
    }

    enum Checksums {
        WHEN_REQUIRED,
        WHEN_SUPPORTED
    }

    static final ConfigOption<String> REGION = ConfigOption.of("high-availability.s3.region", OptionType.STRING)
            .alias("s3.region", "s3.endpoint.region")
            .describedAs("The region of the bucket. If not set: 'us-east-1' with an endpoint of one's own, else what"
                    + " environment, profile or instance say.");

    static final ConfigOption<URI> ENDPOINT = ConfigOption.of(
                    "high-availability.s3.endpoint", OptionType.of("URI", S3Options::endpoint))
            .alias("s3.endpoint")
            .describedAs(
                    "The URI of a server that speaks the protocol of S3, for instance http://ceph:7480; without a scheme, https"
                            + " is meant. If not set, Amazon's.");

    static final ConfigOption<Boolean> PATH_STYLE = ConfigOption.of(
                    "high-availability.s3.path-style", OptionType.BOOLEAN)
            .alias("s3.path.style.access", "s3.path-style-access")
            .describedAs(
                    "Whether the bucket is named in the path of a request instead of its host name. If not set: true"
                            + " with an endpoint of one's own, else false.");

    static final ConfigOption<String> ACCESS_KEY = ConfigOption.of("high-availability.s3.access-key", OptionType.STRING)
            .alias("s3.access-key", "s3.access.key")
            .describedAs(
                    "The id of the access key. If not set, the AWS SDK's default chain is asked: system properties,"
                            + " environment, profile, container, instance.");

    static final ConfigOption<String> SECRET_KEY = ConfigOption.of("high-availability.s3.secret-key", OptionType.STRING)
            .alias("s3.secret-key", "s3.secret.key")
            .secretValue()
            .describedAs("The secret of the access key.");

    static final ConfigOption<String> SESSION_TOKEN = ConfigOption.of(
                    "high-availability.s3.session-token", OptionType.STRING)
            .secretValue()
            .describedAs("The session token of a temporary access key.");

    static final ConfigOption<Encryption> ENCRYPTION = ConfigOption.of(
                    "high-availability.s3.server-side-encryption", OptionType.oneOf(Encryption.class))
            .defaultTo(Encryption.NONE)
            .describedAs(
                    "How the server is asked to encrypt what is written: 'aes256' with its own key (SSE-S3), 'aws-kms' with"
                            + " one of the key management service (SSE-KMS); with 'none', the bucket's own setting holds.");

    static final ConfigOption<String> KMS_KEY = ConfigOption.of("high-availability.s3.kms-key-id", OptionType.STRING)
            .describedAs("Id or ARN of the key for the encryption 'aws-kms'; if not set, the account's own.");

    static final ConfigOption<Checksums> CHECKSUMS = ConfigOption.of(
                    "high-availability.s3.checksums", OptionType.oneOf(Checksums.class))
            .defaultTo(Checksums.WHEN_REQUIRED)
            .describedAs(
                    "Whether requests carry the newer checksums, which many servers other than Amazon's refuse. What"
                            + " is read is verified against the pointer's own checksum in any case.");

    static final ConfigOption<TagQuoting> ETAG_QUOTING = ConfigOption.of(
                    "high-availability.s3.etag-quoting", OptionType.oneOf(TagQuoting.class))
            .defaultTo(TagQuoting.AUTO)
            .describedAs(
                    "Whether the tag in 'If-Match' stands in quotes, as HTTP demands, or not, as Ceph wants it; with 'auto'"
                            + " both are tried.");

    static final ConfigOption<Integer> RETRIES = ConfigOption.of("high-availability.s3.retries", OptionType.INTEGER)
            .defaultTo(4)
            .describedAs("How often a failed request is repeated. Conditional writes never are.");

    static final ConfigOption<Duration> REQUEST_TIMEOUT = ConfigOption.of(
                    "high-availability.s3.request-timeout", OptionType.DURATION)
            .defaultTo(Duration.ofSeconds(60))
            .describedAs("How long one request may take with all its repetitions. A large blob is many requests.");

    static final ConfigOption<Duration> SOCKET_TIMEOUT = ConfigOption.of(
                    "high-availability.s3.socket-timeout", OptionType.DURATION)
            .defaultTo(Duration.ofSeconds(15))
            .describedAs("How long a connection may be silent until it is given up.");

    static final ConfigOption<Duration> CONNECT_TIMEOUT = ConfigOption.of(
                    "high-availability.s3.connect-timeout", OptionType.DURATION)
            .defaultTo(Duration.ofSeconds(5))
            .describedAs("How long opening a connection may take.");

    private S3Options() {}

    /** Flink's users know this one as the name of a host. */
    private static URI endpoint(String text) {
        return URI.create(text.contains("://") ? text : "https://" + text);
    }

    /** All of them, in the order of the reference. */
    static List<ConfigOption<?>> all() {
        return List.of(
                REGION,
                ENDPOINT,
                PATH_STYLE,
                ACCESS_KEY,
                SECRET_KEY,
                SESSION_TOKEN,
                ENCRYPTION,
                KMS_KEY,
                CHECKSUMS,
                ETAG_QUOTING,
                RETRIES,
                REQUEST_TIMEOUT,
                SOCKET_TIMEOUT,
                CONNECT_TIMEOUT);
    }
}
