package io.haservices.zookeeper;

import java.io.File;
import java.util.Optional;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KeyTab;

/** Looks into files of Kerberos keys before anybody logs in with them. */
final class Keytabs {
    private Keytabs() {}

    /** Why nobody can log in as this principal with this file, or nothing. */
    static Optional<String> problem(String keytab, String principal) {
        File file = new File(keytab);
        if (!file.isFile()) {
            return Optional.of("there is no file " + keytab + ".");
        }
        if (!file.canRead()) {
            return Optional.of("this process may not read " + keytab + ".");
        }
        if (principal.indexOf('@') < 0) {
            // The realm comes from a Kerberos configuration that may not be in force yet.
            return Optional.empty();
        }
        KerberosPrincipal owner;
        try {
            owner = new KerberosPrincipal(principal);
        } catch (IllegalArgumentException e) {
            return Optional.of("'" + principal + "' is no principal: " + e.getMessage() + ".");
        }
        if (KeyTab.getInstance(owner, file).getKeys(owner).length == 0) {
            return Optional.of(keytab + " holds no key of '" + principal + "' (of a kind of encryption that this JVM"
                    + " knows). 'klist -k -e " + keytab + "' shows what it holds.");
        }
        return Optional.empty();
    }
}
