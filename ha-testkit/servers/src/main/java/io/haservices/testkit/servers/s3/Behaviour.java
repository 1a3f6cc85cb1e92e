package io.haservices.testkit.servers.s3;

import java.time.Duration;
import java.util.Map;
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
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> quotas = new ConcurrentHashMap<>();

    Behaviour() {}

    /** From now on nothing can be written beneath this prefix of keys. */
    public void makeReadOnly(String prefix) {
        readOnly.add(prefix);
    }

    /** Ends all {@link #makeReadOnly}. */
    public void makeWritable() {
        readOnly.clear();
    }

    /** From now on nothing can be read or listed beneath this prefix of keys. */
    public void makeUnreadable(String prefix) {
        unreadable.add(prefix);
    }

    /** Ends all {@link #makeUnreadable}. */
    public void makeReadable() {
        unreadable.clear();
    }

    /** From now on there is room for so many bytes only beneath this prefix of keys, with those that are there. */
    public void limit(String prefix, long bytes) {
        quotas.put(prefix, bytes);
    }

    /** {@code about} is a key, or the prefix of a list. */
    boolean permits(String method, String about) {
        boolean reads = method.equals("GET") || method.equals("HEAD");
        return (reads ? unreadable : readOnly).stream().noneMatch(about::startsWith);
    }

    boolean hasRoom(Objects objects, String key, long more) {
        return quotas.entrySet().stream()
                .filter(quota -> key.startsWith(quota.getKey()))
                .allMatch(quota -> objects.size(quota.getKey()) + more <= quota.getValue());
    }
}
