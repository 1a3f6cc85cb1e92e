package io.haservices.etcd;

import com.google.protobuf.ByteString;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Scope;
import io.haservices.values.Segment;
import java.util.Optional;

/**
 * Where things are: {@code <path.root>/<cluster-id>/ha/<scope>/<path>}.
 *
 * @param cluster {@code /<path.root>/<cluster-id>}
 */
record Layout(String cluster) {
    static final String OURS = "ha";
    static final String SESSIONS = "ha-sessions";
    /** The byte after the slash: a range that ends with it holds all that is beneath. */
    private static final char AFTER_SLASH = '/' + 1;

    ByteString key(Key key) {
        return bytes(scope(key.scope()) + key.path());
    }

    /** The key that lives as long as a session and tells of its end; no entry. */
    ByteString session(String id) {
        return bytes(cluster + "/" + SESSIONS + "/" + id);
    }

    /** All that is beneath a prefix, without the entry at it. */
    Range beneath(Prefix prefix) {
        String home = scope(prefix.scope()) + (prefix.path().isEmpty() ? "" : prefix.path() + "/");
        return new Range(bytes(home), bytes(after(home)));
    }

    /** Holds all entries at and beneath a prefix, and possibly others beside it. */
    Range around(Prefix prefix) {
        Range beneath = beneath(prefix);
        return prefix.path().isEmpty()
                ? beneath
                : new Range(bytes(scope(prefix.scope()) + prefix.path()), beneath.end());
    }

    /** All scopes. */
    Range everything() {
        return new Range(bytes(home()), bytes(after(home())));
    }

    /** What comes behind a scope. */
    Range behind(Scope scope) {
        return new Range(bytes(after(scope(scope))), everything().end());
    }

    /** The scope of a key of {@link #everything()}; nothing for what is not ours. */
    Optional<Scope> scopeOf(ByteString key) {
        String text = key.toStringUtf8();
        int end = text.indexOf('/', home().length());
        if (!text.startsWith(home()) || end < 0) {
            return Optional.empty();
        }
        String segment = text.substring(home().length(), end);
        return Segment.isEncoded(segment) ? Optional.of(new Scope(segment)) : Optional.empty();
    }

    /** The key of an entry in this scope; nothing for what is not ours. */
    Optional<Key> keyOf(Scope scope, ByteString key) {
        String text = key.toStringUtf8();
        String home = scope(scope);
        if (!text.startsWith(home)) {
            return Optional.empty();
        }
        String path = text.substring(home.length());
        for (String segment : path.split("/", -1)) {
            if (!Segment.isEncoded(segment)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Key(scope, path));
    }

    private String home() {
        return cluster + "/" + OURS + "/";
    }

    private String scope(Scope scope) {
        return home() + scope.segment() + "/";
    }

    private static String after(String home) {
        return home.substring(0, home.length() - 1) + AFTER_SLASH;
    }

    private static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }
}
