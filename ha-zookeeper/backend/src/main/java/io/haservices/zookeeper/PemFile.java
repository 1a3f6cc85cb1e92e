package io.haservices.zookeeper;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Certificates and a private key as text, within the bounds of what the client library understands. */
final class PemFile {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s+([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "DSA");

    private final String text;

    PemFile(byte[] content) {
        text = new String(content, ISO_8859_1);
    }

    List<X509Certificate> certificates() throws StoreProblem {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            Matcher block = BLOCK.matcher(text);
            while (block.find()) {
                if (block.group(1).endsWith("CERTIFICATE")) {
                    certificates.add((X509Certificate)
                            factory.generateCertificate(new ByteArrayInputStream(bytes(block.group(2)))));
                }
            }
        } catch (CertificateException | IllegalArgumentException e) {
            throw new StoreProblem("holds a damaged certificate: " + e.getMessage(), e);
        }
        return certificates;
    }

    Optional<PrivateKey> key(String password) throws StoreProblem {
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).endsWith("PRIVATE KEY")) {
                return Optional.of(key(block.group(1), block.group(2), password));
            }
        }
        // An encrypted key of the old form has headers between its first line and its content.
        if (text.contains("PRIVATE KEY-----")) {
            throw notPkcs8("that is damaged or encrypted in an old form");
        }
        return Optional.empty();
    }

    private static PrivateKey key(String kind, String content, String password) throws StoreProblem {
        boolean encrypted = kind.startsWith("ENCRYPTED");
        if (!encrypted && !kind.equals("PRIVATE KEY")) {
            throw notPkcs8("of the form '" + kind + "'");
        }
        if (encrypted && password.isEmpty()) {
            throw new StoreProblem("holds an encrypted key, and no password is set");
        }
        if (!encrypted && !password.isEmpty()) {
            throw new StoreProblem("holds a key that is not encrypted, but a password is set; remove the password");
        }
        try {
            byte[] bytes = bytes(content);
            return decoded(encrypted ? decrypted(bytes, password) : new PKCS8EncodedKeySpec(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new StoreProblem(
                    "holds a key encrypted in a way that this Java cannot read (what openssl writes by default needs Java 19);"
                            + " give it as a PKCS12 store instead",
                    e);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new StoreProblem(
                    encrypted
                            ? "holds a private key that its password does not open"
                            : "holds a private key that cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] bytes, String password)
            throws IOException, GeneralSecurityException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(bytes);
        SecretKeyFactory factory = SecretKeyFactory.getInstance(info.getAlgName());
        Cipher cipher = Cipher.getInstance(info.getAlgName());
        cipher.init(
                Cipher.DECRYPT_MODE,
                factory.generateSecret(new PBEKeySpec(password.toCharArray())),
                info.getAlgParameters());
        return info.getKeySpec(cipher);
    }

    private static PrivateKey decoded(PKCS8EncodedKeySpec key) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(key);
            } catch (InvalidKeySpecException e) {
                // The next one, then.
            }
        }
        throw new InvalidKeySpecException("it is no key of " + String.join(", ", ALGORITHMS));
    }

    private static StoreProblem notPkcs8(String what) {
        return new StoreProblem(
                "holds a private key " + what + "; ZooKeeper reads PKCS #8 only. Convert it with 'openssl"
                        + " pkcs8 -topk8 -nocrypt -in OLD -out NEW', and put the certificates behind it");
    }

    private static byte[] bytes(String base64) {
        return Base64.getMimeDecoder().decode(base64);
    }
}
