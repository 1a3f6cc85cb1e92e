package io.haservices.storage.s3.server;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How this server differs from others of its kind; changed by tests at any time. */
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
    public volatile String accessKey = "test-key";
    /** The region in which all buckets lie. */
    public volatile String region = "us-east-1";
    /** How many entries there are in a page of a list. */
    public volatile int pageSize = 1_000;

    private final Set<String> readOnly = ConcurrentHashMap.newKeySet();

    /** From now on nothing can be written beneath this prefix. */
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
