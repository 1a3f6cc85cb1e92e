package io.haservices.zookeeper;

import io.haservices.shaded.org.apache.zookeeper.CreateMode;
import io.haservices.shaded.org.apache.zookeeper.Op;
import io.haservices.shaded.org.apache.zookeeper.OpResult;
import io.haservices.shaded.org.apache.zookeeper.ZooDefs;
import io.haservices.shaded.org.apache.zookeeper.data.ACL;
import io.haservices.shaded.org.apache.zookeeper.data.Id;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * By what name the servers know who logged in, which the name in an ACL has to be. They may be set up to leave away the host or the realm
 * of a principal, and no client is told. ZooKeeper's own "whoever I am" would do, but takes in a client certificate, too: then
 * everybody with that certificate would have access, logged in or not.
 */
final class SaslNames {
    private SaslNames() {}

    /** The likeliest one first. */
    static List<String> of(Subject subject) {
        Set<String> names = new LinkedHashSet<>();
        for (KerberosPrincipal principal : subject.getPrincipals(KerberosPrincipal.class)) {
            String full = principal.getName();
            String user = full.substring(0, full.lastIndexOf('@'));
            String first = user.replaceFirst("/.*", "");
            names.addAll(List.of(full, user, first + "@" + principal.getRealm(), first));
        }
        if (names.isEmpty()) {
            names.addAll(subject.getPublicCredentials(String.class));
        }
        return List.copyOf(names);
    }

    static boolean isKerberos(Subject subject) {
        return !subject.getPrincipals(KerberosPrincipal.class).isEmpty();
    }

    /** Everything for this one, and nothing for anybody else. */
    static List<ACL> acl(String name) {
        return List.of(new ACL(ZooDefs.Perms.ALL, new Id("sasl", name)));
    }

    /** @param name absent if none of them is right, or if the connection was lost before that was known */
    record Found(@Nullable String name, boolean connectionLost) {}

    /**
     * Tries names, in transactions that always fail: each creates a node that is for that name only, and writes to it. So nothing is ever created
     * that its creator could not read.
     */
    static final class Probe {
        private static final byte[] NOTHING = {};
        private static final int NO_VERSION = Integer.MAX_VALUE;

        private final Handle handle;
        private final List<String> folders;
        private final Consumer<Found> answer;

        Probe(Handle handle, Layout layout, Consumer<Found> answer) {
            this.handle = handle;
            this.answer = answer;
            folders = new ArrayList<>(Layout.ancestors(layout.session("x")));
            folders.add(0, "");
        }

        void search(List<String> names) {
            search(names, 0, folders.size() - 1);
        }

        /** In the innermost folder that exists. */
        private void search(List<String> names, int index, int folder) {
            if (index == names.size()) {
                answer.accept(new Found(null, false));
                return;
            }
            String name = names.get(index);
            String node = folders.get(folder) + "/.ha-identity-" + Long.toHexString(System.nanoTime());
            List<Op> operations = List.of(
                    Op.create(node, NOTHING, acl(name), CreateMode.PERSISTENT),
                    Op.setData(node, NOTHING, -1),
                    Op.check(node, NO_VERSION));
            handle.multi(operations, (code, results) -> {
                int failed = failed(results);
                if (failed == 0 && code == ReplyCode.NO_NODE && folder > 0) {
                    search(names, index, folder - 1);
                } else if (failed == 1 && code == ReplyCode.NO_AUTH) {
                    search(names, index + 1, folder);
                } else if (failed == 2 || (failed == 0 && code == ReplyCode.NO_AUTH)) {
                    // Who may not create anything here cannot create anything wrong.
                    answer.accept(new Found(name, false));
                } else {
                    answer.accept(new Found(null, failed < 0));
                }
            });
        }

        /** Which operation failed; -1 if the transaction was not answered. */
        private static int failed(@Nullable List<OpResult> results) {
            if (results != null) {
                for (int i = 0; i < results.size(); i++) {
                    if (results.get(i) instanceof OpResult.ErrorResult error && error.getErr() != 0) {
                        return i;
                    }
                }
            }
            return -1;
        }
    }
}
