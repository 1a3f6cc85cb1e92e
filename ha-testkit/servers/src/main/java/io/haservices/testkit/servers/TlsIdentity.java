package io.haservices.testkit.servers;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key and the certificates for it, as a {@link CertificateAuthority} issued them. Immutable.
 *
 * @param key the key
 * @param certificates its own certificate first, then the authority's
 */
public record TlsIdentity(PrivateKey key, List<X509Certificate> certificates) {
    /** Copies the list. */
    public TlsIdentity {
        certificates = List.copyOf(certificates);
    }

    /**
     * Writes a key store, over a file that may be there, and returns its path.
     *
     * @param password of the store and of the key; PEM is written in the clear
     */
    public Path keyStore(Path file, StoreFormat format, String password) {
        return StoreFile.ofKey(file, format, password, key, certificates);
    }

    /** The distinguished name in its own certificate. */
    public String subject() {
        return certificates.get(0).getSubjectX500Principal().getName();
    }

    @Override
    public String toString() {
        return "identity " + subject();
    }
}
