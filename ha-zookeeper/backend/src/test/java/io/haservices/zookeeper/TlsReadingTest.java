package io.haservices.zookeeper;

import static io.haservices.testkit.servers.StoreFormat.JKS;
import static io.haservices.testkit.servers.StoreFormat.PEM;
import static io.haservices.testkit.servers.StoreFormat.PKCS12;
import static io.haservices.zookeeper.TlsFiles.PASSWORD;
import static io.haservices.zookeeper.TlsFiles.SSL;
import static io.haservices.zookeeper.TlsFiles.identity;
import static io.haservices.zookeeper.TlsFiles.options;
import static io.haservices.zookeeper.TlsFiles.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.config.Configuration;
import io.haservices.testkit.servers.StoreFormat;
import io.haservices.testkit.servers.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found before anything is connected. */
@SuppressWarnings("NullAway.Init")
class TlsReadingTest {
    @TempDir
    private Path folder;

    private TlsFiles files;

    @BeforeEach
    void prepare() {
        files = new TlsFiles(folder);
    }

    @ParameterizedTest
    @EnumSource(StoreFormat.class)
    void acceptsEveryFormatWhateverTheNameOfTheFile(StoreFormat format) throws IOException {
        Path trust = Files.move(files.trustStore(files.authority, format), files.path("trust.store"));
        String[] good = with(options(trust, format), identity(files.keyStore(files.authority, format), format));
        assertThat(problems(good)).isEmpty();
        assertThat(problems(with(good, SSL + "trust-store.type", format.name())))
                .isEmpty();
        assertThat(settings(good).clientProperties())
                .containsEntry("zookeeper.ssl.trustStore.type", format.name())
                .containsEntry("zookeeper.client.secure", "true")
                .containsEntry("zookeeper.ssl.protocol", "TLSv1.3")
                .containsEntry("zookeeper.ssl.enabledProtocols", "TLSv1.3,TLSv1.2")
                .containsEntry(
                        "zookeeper.clientCnxnSocket",
                        "io.haservices.shaded.org.apache.zookeeper.ClientCnxnSocketNetty");
    }

    @Test
    void saysPlainlyThatAConnectionInTheClearIsWanted() {
        assertThat(settings().clientProperties())
                .containsEntry("zookeeper.client.secure", "false")
                .containsEntry(
                        "zookeeper.clientCnxnSocket", "io.haservices.shaded.org.apache.zookeeper.ClientCnxnSocketNIO");
        assertThat(TlsSettings.none(TlsLibrary.PLAIN, "").clientProperties()).isEmpty();
    }

    @Test
    void findsTheStoreMissing() {
        oneProblem(good(SSL + "trust-store.location", "/no/such/file"), "trust-store.location", "does not exist");
        oneProblem(good(SSL + "key-store.location", folder.toString()), "key-store.location", "is no file");
        oneProblem(new String[] {SSL + "enabled", "true"}, "trust-store.location' is not set");
    }

    @Test
    void findsAWrongOrMissingPassword() {
        for (StoreFormat format : List.of(JKS, PKCS12)) {
            String[] good = files.good(format);
            oneProblem(with(good, SSL + "trust-store.password", "wrong"), "trust-store.password' is not its password");
            oneProblem(with(good, SSL + "key-store.password", "wrong"), "key-store.password' is not its password");
            oneProblem(with(good, SSL + "key-store.password", ""), "set '" + SSL + "key-store.password'");
        }
        oneProblem(with(files.good(PEM), SSL + "key-store.password", "x"), "remove the password");
    }

    @Test
    void findsAWrongTypeAndWhatIsNoStore() throws IOException {
        oneProblem(good(SSL + "trust-store.type", "jks"), "is a PKCS12 store", "trust-store.type' says JKS");
        oneProblem(good(SSL + "trust-store.type", "zip"), "trust-store.type");
        Path text = Files.writeString(files.path("text.jks"), "hello");
        oneProblem(good(SSL + "trust-store.location", text.toString()), "neither a JKS nor a PKCS12 nor a PEM");
        Path damaged = Files.writeString(
                files.path("bad.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----");
        oneProblem(with(files.good(PEM), SSL + "trust-store.location", damaged.toString()), "damaged certificate");
    }

    @ParameterizedTest
    @EnumSource(StoreFormat.class)
    void findsStoresThatHoldTheOther(StoreFormat format) {
        Path trust = files.trustStore(files.authority, format);
        oneProblem(with(options(trust, format), identity(trust, format)), "key-store", "no private key");
        if (format != PEM) {
            Path key = files.keyStore(files.authority, format);
            oneProblem(options(key, format), "trust-store", "no certificate of an authority");
        }
    }

    @Test
    void findsThatItsOwnCertificateIsNotValidNow() {
        Path expired = files.authority.issueExpired("me").keyStore(files.path("expired.p12"), PKCS12, PASSWORD);
        oneProblem(good(SSL + "key-store.location", expired.toString()), "(CN=me) that expired at");
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        Path early = files.authority
                .issue(tomorrow, tomorrow.plusSeconds(60), "me")
                .keyStore(files.path("early.p12"), PKCS12, PASSWORD);
        oneProblem(good(SSL + "key-store.location", early.toString()), "(CN=me) that is not valid before");
    }

    @Test
    void explainsHowToConvertAnOldKey() throws IOException {
        Path key = files.keyStore(files.authority, PEM);
        Path old = Files.writeString(
                files.path("old.pem"), Files.readString(key).replace(" PRIVATE KEY", " EC PRIVATE KEY"));
        oneProblem(with(files.good(PEM), SSL + "key-store.location", old.toString()), "openssl pkcs8 -topk8");
    }

    @Test
    void opensAnEncryptedPemKeyWithItsPasswordOnly() throws Exception {
        TlsIdentity identity = files.authority.issue("me");
        String text = Files.readString(identity.keyStore(files.path("plain.pem"), PEM, ""));
        Cipher cipher = Cipher.getInstance("PBEWithSHA1AndDESede");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(cipher.getAlgorithm())
                        .generateSecret(new PBEKeySpec(PASSWORD.toCharArray())));
        byte[] key = new EncryptedPrivateKeyInfo(
                        cipher.getParameters(), cipher.doFinal(identity.key().getEncoded()))
                .getEncoded();
        Path encrypted = Files.writeString(
                files.path("encrypted.pem"),
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(key)
                        + "\n-----END ENCRYPTED PRIVATE KEY-----\n"
                        + text.substring(text.indexOf("-----BEGIN CERTIFICATE")));
        String[] good = with(files.good(PEM), SSL + "key-store.location", encrypted.toString());
        assertThat(problems(with(good, SSL + "key-store.password", PASSWORD))).isEmpty();
        oneProblem(with(good, SSL + "key-store.password", "wrong"), "its password does not open");
        oneProblem(good, "no password is set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.1", "TLSv1.2,SSLv3", "none"})
    void refusesBrokenVersions(String protocols) {
        oneProblem(good(SSL + "enabled-protocols", protocols), "enabled-protocols", "TLSv1.3, TLSv1.2");
    }

    @Test
    void knowsWhatTheClient35CannotDo() {
        String[] highest = good(SSL + "enabled-protocols", "TLSv1.3");
        assertThat(problems(highest)).isEmpty();
        assertThat(problems(TlsLibrary.LENIENT, highest))
                .singleElement()
                .asString()
                .contains("3.5 cannot leave out");
    }

    @Test
    void refusesSettingsThatAreNotSwitchedOn() {
        oneProblem(new String[] {SSL + "trust-store.location", "x"}, "have no effect while", "ssl.enabled");
        String[] off = with(files.good(JKS), SSL + "enabled", "false");
        assertThat(problems(off)).isEmpty();
        assertThat(settings(off).remark()).contains("not encrypted", "trust-store.location");
        assertThat(settings(files.good(JKS)).remark()).isEmpty();
    }

    @Test
    void neverShowsAPassword() {
        String[] good = files.good(PKCS12);
        assertThat(settings(good).toString()).doesNotContain(PASSWORD);
        assertThat(settings(good).describe()).doesNotContain(PASSWORD).contains("key.p12");
        String secret = "do-not-tell";
        assertThat(problems(with(good, SSL + "trust-store.password", secret))).noneMatch(text -> text.contains(secret));
        assertThat(TlsOptions.all())
                .filteredOn(option -> option.key().endsWith("password"))
                .allMatch(o -> o.secret());
    }

    private String[] good(String key, String value) {
        return with(files.good(PKCS12), key, value);
    }

    private static void oneProblem(String[] options, String... parts) {
        assertThat(problems(options)).singleElement().asString().contains(parts);
    }

    private static List<String> problems(String... options) {
        return problems(TlsLibrary.STRICT, options);
    }

    private static List<String> problems(TlsLibrary library, String... options) {
        List<String> problems = new ArrayList<>();
        TlsSettings unused = read(library, problems, options);
        return problems;
    }

    private static TlsSettings settings(String... options) {
        return read(TlsLibrary.STRICT, new ArrayList<>(), options);
    }

    private static TlsSettings read(TlsLibrary library, List<String> problems, String... options) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            values.put(options[i], options[i + 1]);
        }
        return new TlsReading(Configuration.of(values), library, problems).settings();
    }
}
