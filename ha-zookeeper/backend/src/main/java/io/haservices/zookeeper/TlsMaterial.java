package io.haservices.zookeeper;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What the stores hold, loaded and found usable.
 *
 * @param keys the identity of this process, if it has one
 * @param trust decides about certificates of servers, apart from the names in them
 */
record TlsMaterial(Optional<X509ExtendedKeyManager> keys, X509ExtendedTrustManager trust) {

    /** All that is wrong with the stores. */
    static List<String> problems(TlsSettings settings) {
        List<String> problems = new ArrayList<>();
        try {
            settings.keyStore().ifPresent(store -> note(problems, () -> keys(store)));
            settings.trustStore().ifPresent(store -> note(problems, () -> trust(store)));
        } catch (RuntimeException e) {
            problems.add("'" + TlsOptions.PREFIX + "*': the stores cannot be used: " + e);
        }
        return problems;
    }

    /** @throws StoreProblem with the first that is wrong */
    static TlsMaterial load(TlsSettings settings) throws StoreProblem {
        Optional<X509ExtendedKeyManager> keys = Optional.empty();
        if (settings.keyStore().isPresent()) {
            keys = Optional.of(keys(settings.keyStore().get()));
        }
        return new TlsMaterial(keys, trust(settings.trustStore().orElseThrow()));
    }

    private interface Check {
        Object run() throws StoreProblem;
    }

    private static void note(List<String> problems, Check check) {
        try {
            Object unused = check.run();
        } catch (StoreProblem e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private static X509ExtendedKeyManager keys(TlsStore store) throws StoreProblem {
        KeyStore entries = store.open().entries();
        char[] password = store.password().toCharArray();
        try {
            checkKeys(store, entries, password);
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(entries, password);
            return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
        } catch (GeneralSecurityException e) {
            throw store.problem("cannot be used: " + e.getMessage(), e);
        }
    }

    private static void checkKeys(TlsStore store, KeyStore entries, char[] password)
            throws StoreProblem, GeneralSecurityException {
        List<X509Certificate> own = new ArrayList<>();
        for (String alias : Collections.list(entries.aliases())) {
            if (entries.isKeyEntry(alias) && isPrivate(store, entries, alias, password)) {
                Certificate certificate = entries.getCertificate(alias);
                if (certificate instanceof X509Certificate x509) {
                    own.add(x509);
                }
            }
        }
        if (own.isEmpty()) {
            throw store.problem(
                    "holds no private key with a certificate, so it says nothing about who this process is", null);
        }
        Instant now = Instant.now();
        if (own.stream().allMatch(each -> each.getNotAfter().toInstant().isBefore(now))) {
            throw store.problem(
                    "holds a certificate of this process (" + name(own.get(0)) + ") that expired at "
                            + own.get(0).getNotAfter().toInstant() + "; renew it",
                    null);
        }
        if (own.stream().allMatch(each -> each.getNotBefore().toInstant().isAfter(now))) {
            throw store.problem(
                    "holds a certificate of this process (" + name(own.get(0)) + ") that is not valid before "
                            + own.get(0).getNotBefore().toInstant() + "; is the clock right?",
                    null);
        }
    }

    private static boolean isPrivate(TlsStore store, KeyStore entries, String alias, char[] password)
            throws StoreProblem, GeneralSecurityException {
        try {
            Key key = entries.getKey(alias, password);
            return key instanceof java.security.PrivateKey;
        } catch (UnrecoverableKeyException e) {
            throw store.problem(
                    "holds the key '" + alias + "' under a password of its own; give it the same password as the"
                            + " store (keytool -keypasswd)",
                    e);
        }
    }

    private static X509ExtendedTrustManager trust(TlsStore store) throws StoreProblem {
        KeyStore entries = store.open().entries();
        try {
            boolean any = false;
            for (String alias : Collections.list(entries.aliases())) {
                any |= entries.isCertificateEntry(alias);
            }
            if (!any) {
                throw store.problem(
                        "holds no certificate of an authority to trust, as 'keytool -importcert' puts it there (what"
                                + " openssl puts into a PKCS12 file does not count for Java; give the PEM file instead)",
                        null);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(entries);
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw store.problem("cannot be used: " + e.getMessage(), e);
        }
    }

    static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
