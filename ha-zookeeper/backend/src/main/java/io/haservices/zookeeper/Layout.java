package io.haservices.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Scope;
import io.haservices.values.Segment;
import io.haservices.values.SegmentPath;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Where things are: {@code <path.root>/<cluster-id>/ha/<bucket>/<scope>/<path>}. Names that begin with a dot are this backend's own,
 * for no encoded segment begins with one.
 *
 * <p>A list of children comes in one answer, however long it is. So scopes lie in 256 buckets, by the last byte of the CRC-32 of their
 * names, in hexadecimal digits: ten thousand scopes of the longest names make lists of some 8 KiB.
 *
 * @param cluster {@code /<path.root>/<cluster-id>}
 */
record Layout(String cluster) {
    /** What keeps our tree apart from Apache Flink's own. */
    static final String OURS = "ha";

    static final String SESSIONS = "ha-sessions";
    /** Begins the names of deletion records. */
    private static final String GENERATION = ".generation";
    /** Beneath a node that became an entry, or ceased to be one, while it was the parent of others: see {@link Mark}. */
    static final String MARK = ".mark";

    String scopes() {
        return cluster + "/" + OURS;
    }

    String bucket(String name) {
        return scopes() + "/" + name;
    }

    String scope(Scope scope) {
        return bucket(bucketOf(scope)) + "/" + scope.segment();
    }

    /** The name of the bucket that a scope lies in. */
    static String bucketOf(Scope scope) {
        return lastByteOfSum(scope.segment());
    }

    private static String lastByteOfSum(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(UTF_8));
        return HexFormat.of().toHexDigits((byte) sum.getValue());
    }

    /** The deletion record of the keys that lie directly in a scope, which are few. */
    String generation(Scope scope) {
        return scope(scope) + "/" + GENERATION;
    }

    /**
     * The deletion record of a key: every commit that deletes the key also sets it, so that a transaction can check that the key was not
     * deleted since a read. Keys further below, of which there may be any number, have 256 in each scope, for whoever shares one loses a
     * race with every deletion of the others.
     */
    String generation(Key key) {
        String all = generation(key.scope());
        return key.path().contains("/") ? all + "-" + lastByteOfSum(key.path()) : all;
    }

    String node(Key key) {
        return node(key.scope(), key.path());
    }

    String node(Scope scope, String path) {
        return path.isEmpty() ? scope(scope) : scope(scope) + "/" + path;
    }

    String mark(Key key) {
        return mark(node(key));
    }

    static String mark(String node) {
        return node + "/" + MARK;
    }

    /** The session-bound node that heartbeats write to; outside of {@link #scopes()}, for it is no entry. */
    String session(String id) {
        return cluster + "/" + SESSIONS + "/" + id;
    }

    /** The key of a node; nothing for the scope itself and for nodes that are not ours. */
    Optional<Key> key(Scope scope, String node) {
        String home = scope(scope) + "/";
        if (!node.startsWith(home)) {
            return Optional.empty();
        }
        String path = node.substring(home.length());
        for (String segment : path.split("/", -1)) {
            if (!Segment.isEncoded(segment)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Key(scope, SegmentPath.check(path)));
    }

    /** All nodes above this one, outermost first. */
    static List<String> ancestors(String node) {
        List<String> ancestors = new ArrayList<>();
        for (int i = node.indexOf('/', 1); i > 0; i = node.indexOf('/', i + 1)) {
            ancestors.add(node.substring(0, i));
        }
        return ancestors;
    }
}
