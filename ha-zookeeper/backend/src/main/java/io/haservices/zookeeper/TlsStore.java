package io.haservices.zookeeper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key or trust store as it was configured. It is read anew at every use, as the client library does it.
 *
 * @param prefix of its keys, such as {@code high-availability.zookeeper.client.ssl.key-store}
 * @param forTrust whether it says whom to trust; else it says who this process is
 * @param password empty if there is none
 * @param givenType what the user says that it is
 */
record TlsStore(String prefix, boolean forTrust, String location, String password, Optional<StoreType> givenType) {
    private static final long MOST_BYTES = 10_000_000;

    /** An opened store, and what kind of file it is. */
    record Opened(KeyStore entries, StoreType type) {}

    /** @throws StoreProblem with a sentence that names key and file */
    Opened open() throws StoreProblem {
        try {
            byte[] content = content();
            StoreType type = type(content);
            return new Opened(type == StoreType.PEM ? pem(content) : binary(content, type), type);
        } catch (StoreProblem e) {
            throw problem(e.getMessage(), e);
        }
    }

    /** @param what the rest of a sentence that begins with the file */
    StoreProblem problem(@Nullable String what, @Nullable Throwable cause) {
        return new StoreProblem("'" + prefix + ".location': " + location + " " + what + ".", cause);
    }

    private byte[] content() throws StoreProblem {
        try {
            Path file = Path.of(location);
            if (!Files.exists(file)) {
                throw new StoreProblem("does not exist");
            }
            if (!Files.isRegularFile(file)) {
                throw new StoreProblem("is no file");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new StoreProblem("is too large for a store of keys or certificates");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new StoreProblem(
                    "cannot be read by this process: " + e.getClass().getSimpleName(), e);
        } catch (InvalidPathException e) {
            throw new StoreProblem("is no path: " + e.getReason(), e);
        }
    }

    private StoreType type(byte[] content) throws StoreProblem {
        StoreType found = StoreType.of(content)
                .orElseThrow(() -> new StoreProblem("is neither a JKS nor a PKCS12 nor a PEM store"));
        if (givenType.isPresent() && givenType.get() != found) {
            throw new StoreProblem("is a " + found + " store, but '" + prefix + ".type' says " + givenType.get()
                    + "; correct or remove that key");
        }
        return found;
    }

    private KeyStore binary(byte[] content, StoreType type) throws StoreProblem {
        try {
            KeyStore store = KeyStore.getInstance(type.name());
            store.load(new ByteArrayInputStream(content), password.toCharArray());
            return store;
        } catch (IOException e) {
            if (password.isEmpty()) {
                throw new StoreProblem("cannot be opened without a password; set '" + prefix + ".password'", e);
            }
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new StoreProblem("cannot be opened: '" + prefix + ".password' is not its password", e);
            }
            throw new StoreProblem("is damaged: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new StoreProblem("cannot be opened: " + e.getMessage(), e);
        }
    }

    private KeyStore pem(byte[] content) throws StoreProblem {
        PemFile file = new PemFile(content);
        List<X509Certificate> certificates = file.certificates();
        try {
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(null, null);
            if (forTrust) {
                for (int i = 0; i < certificates.size(); i++) {
                    store.setCertificateEntry("certificate-" + i, certificates.get(i));
                }
                return store;
            }
            Optional<PrivateKey> key = file.key(password);
            if (key.isPresent()) {
                if (certificates.isEmpty()) {
                    throw new StoreProblem(
                            "holds a private key, but not the certificate for it; put that behind the key");
                }
                store.setKeyEntry(
                        "key", key.get(), password.toCharArray(), certificates.toArray(X509Certificate[]::new));
            }
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new StoreProblem("cannot be used: " + e.getMessage(), e);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return location;
    }
}
