package io.haservices.etcd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The PEM files of TLS; read anew for every connection, so that a renewed certificate is used without a restart.
 *
 * @param on whether the servers speak TLS
 */
record TlsFiles(boolean on, Optional<Path> ca, Optional<Path> cert, Optional<Path> key) {
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);

    /** @throws IOException when a file cannot be read */
    ChannelCredentials credentials() throws IOException {
        if (!on) {
            return InsecureChannelCredentials.create();
        }
        TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder();
        if (ca.isPresent()) {
            builder.trustManager(ca.get().toFile());
        }
        if (cert.isPresent() && key.isPresent()) {
            builder.keyManager(cert.get().toFile(), key.get().toFile());
        }
        return builder.build();
    }

    /** Adds what is wrong with the files. */
    void check(List<String> problems) {
        if (cert.isPresent() != key.isPresent()) {
            problems.add("'" + EtcdOptions.TLS_CERT.key() + "' and '" + EtcdOptions.TLS_KEY.key()
                    + "' belong together: set both or neither.");
        }
        if (!on && (ca.isPresent() || cert.isPresent() || key.isPresent())) {
            problems.add("TLS files are given, but '" + EtcdOptions.ENDPOINTS.key()
                    + "' names servers without TLS. Write https:// there, or remove the files.");
        }
        ca.ifPresent(file -> checkCertificates(EtcdOptions.TLS_CA.key(), file, problems));
        cert.ifPresent(file -> checkCertificates(EtcdOptions.TLS_CERT.key(), file, problems));
        key.ifPresent(file -> checkKey(file, problems));
    }

    private static void checkCertificates(String option, Path file, List<String> problems) {
        try {
            // There may be a key beside them.
            Matcher certificate = CERTIFICATE.matcher(Files.readString(file, ISO_8859_1));
            int found = 0;
            for (; certificate.find(); found++) {
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(certificate.group().getBytes(ISO_8859_1)));
            }
            if (found == 0) {
                problems.add("'" + option + "': " + file + " holds no certificate in PEM.");
            }
        } catch (IOException e) {
            problems.add("'" + option + "': " + file + " cannot be read: " + e + ".");
        } catch (CertificateException e) {
            problems.add("'" + option + "': " + file + " holds a damaged certificate: " + e.getMessage() + ".");
        }
    }

    private static void checkKey(Path file, List<String> problems) {
        try {
            String text = Files.readString(file, ISO_8859_1);
            if (!text.contains("-----BEGIN PRIVATE KEY-----")) {
                problems.add(
                        "'" + EtcdOptions.TLS_KEY.key() + "': " + file
                                + " holds no unencrypted PKCS #8 key. 'openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW' makes one.");
            }
        } catch (IOException e) {
            problems.add("'" + EtcdOptions.TLS_KEY.key() + "': " + file + " cannot be read: " + e + ".");
        }
    }
}
