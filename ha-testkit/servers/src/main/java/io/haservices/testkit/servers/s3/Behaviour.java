package io.haservices.testkit.servers.s3;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How this server differs from others of its kind. Any thread changes it at any time; requests that begin later see it. */
public final class Behaviour {
    /** Whether {@code If-None-Match} is overlooked. */
    public volatile boolean ignoresIfNoneMatch;
    /** Whether {@code If-Match} is overlooked. */
    public volatile boolean ignoresIfMatch;
    /** Whether {@code If-Match} holds only with a tag without quotes, as on Ceph. */
    public volatile boolean bareTagsOnly;
    /** Whether the newer checksums and framed bodies are refused, as on older servers. */
    public volatile boolean refusesNewerChecksums = true;
    /** Whether there is no request that deletes many. */
    public volatile boolean deletesSinglyOnly;
    /** The access key that is known. */
    public volatile String accessKey = S3Server.ACCESS_KEY;
    /** The region in which all buckets lie. */
    public volatile String region = "us-east-1";
    /** How far the server's clock is ahead of the machine's; it refuses what was signed 15 minutes off. */
    public volatile Duration clockAhead = Duration.ZERO;
    /** How many entries there are in a page of a list. */
    public volatile int pageSize = 1_000;

    private final Set<String> readOnly = ConcurrentHashMap.newKeySet();

    Behaviour() {}

    /** From now on nothing can be written beneath this prefix of keys. */
    public void makeReadOnly(String prefix) {
        readOnly.add(prefix);
    }

    /** Ends all {@link #makeReadOnly}. */
    public void makeWritable() {
        readOnly.clear();
    }

    boolean permits(String method, String key) {
        return method.equals("GET")
                || method.equals("HEAD")
                || new HashSet<>(readOnly).stream().noneMatch(key::startsWith);
    }
}
