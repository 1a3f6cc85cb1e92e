package io.haservices.testkit.servers.s3;

import java.util.Map;

/**
 * A request that the server was sent. Immutable.
 *
 * @param operation S3's name for it, such as {@code UploadPart}
 * @param bucket its bucket
 * @param key its key, empty when it names none
 * @param headers the first value of each header, by its name in lower case
 */
public record Received(String operation, String bucket, String key, Map<String, String> headers) {
    /** Copies the headers. */
    public Received {
        headers = Map.copyOf(headers);
    }

    /** The value of a header, or the empty text. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
