package io.haservices.testkit.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** Writes keys and certificates into files. */
final class StoreFile {
    private StoreFile() {}

    static Path ofKey(
            Path file, StoreFormat format, String password, PrivateKey key, List<X509Certificate> certificates) {
        if (format == StoreFormat.PEM) {
            // The key in the clear: a password is for the other formats.
            return text(file, pem("PRIVATE KEY", key.getEncoded()) + pem(certificates));
        }
        return store(
                file,
                format,
                password,
                store -> store.setKeyEntry(
                        "key", key, password.toCharArray(), certificates.toArray(X509Certificate[]::new)));
    }

    static Path ofTrusted(Path file, StoreFormat format, String password, List<X509Certificate> certificates) {
        if (format == StoreFormat.PEM) {
            return text(file, pem(certificates));
        }
        return store(file, format, password, store -> {
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("ca-" + i, certificates.get(i));
            }
        });
    }

    private interface Content {
        void addTo(KeyStore store) throws GeneralSecurityException;
    }

    private static Path store(Path file, StoreFormat format, String password, Content content) {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance(format.name());
            store.load(null, null);
            content.addTo(store);
            store.store(out, password.toCharArray());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot write " + file, e);
        }
    }

    private static String pem(List<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            try {
                text.append(pem("CERTIFICATE", certificate.getEncoded()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        return text.toString();
    }

    private static String pem(String what, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
    }

    private static Path text(Path file, String text) {
        try {
            return Files.writeString(file, text, US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
