package io.haservices.storage.hdfs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.config.Configuration;
import io.haservices.errors.ConfigurationException;
import io.haservices.errors.StorageException;
import io.haservices.spi.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said when there is no NameNode to talk to. */
class HdfsMessagesTest {
    @TempDir
    Path folder;

    @Test
    void aPortWhereNobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertProbe("hdfs://127.0.0.1:" + port + "/x", "nobody listens at 127.0.0.1:" + port, "Start the NameNode");
    }

    @Test
    void theWebPageOfAServer() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> answerLikeAWebServer(socket));
            assertProbe(
                    "hdfs://127.0.0.1:" + socket.getLocalPort() + "/x", "is no NameNode, or this is its port for HTTP");
            answering.join();
        }
    }

    private static void answerLikeAWebServer(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write("HTTP/1.1 400 Illegal character\r\n\r\n".getBytes(US_ASCII));
            client.shutdownOutput();
            byte[] unused = client.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aServerThatNeverAnswers() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertProbe("hdfs://127.0.0.1:" + socket.getLocalPort() + "/x", "does not answer", "request-timeout");
        }
    }

    @Test
    void aHostThatIsNotKnown() {
        assertProbe("hdfs://nowhere.invalid:8020/x", "the host 'nowhere.invalid' is not known", "HA nameservice");
    }

    @Test
    void noNameNodeAndNoConfiguration() {
        assertRefused("hdfs:///x", Map.of(), "names no NameNode, and there is no Hadoop configuration");
    }

    @Test
    void aConfigurationWithAnotherDefaultFileSystem() throws IOException {
        write("core-site.xml", "fs.defaultFS", "file:///");
        assertRefused("hdfs:///x", confDir(), "'fs.defaultFS' in " + folder + "/core-site.xml is 'file:///'");
    }

    @Test
    void aNameserviceThatIsOnlyHalfDefined() throws IOException {
        write("hdfs-site.xml", "dfs.nameservices", "one,two");
        assertRefused("hdfs://two/x", confDir(), "'dfs.ha.namenodes.two' is not set");
    }

    @Test
    void aDirectoryWithoutConfiguration() {
        assertRefused("hdfs://a:1/x", confDir(), "holds neither core-site.xml nor hdfs-site.xml");
        assertRefused(
                "hdfs://a:1/x",
                Map.of(HdfsOptions.CONF_DIR.key(), folder.resolve("none").toString()),
                "there is no directory");
    }

    @Test
    void aConfigurationThatIsNoXml() throws IOException {
        Files.writeString(folder.resolve("core-site.xml"), "<configuration><property>");
        assertRefused("hdfs://a:1/x", confDir(), "cannot understand " + folder + "/core-site.xml");
    }

    @Test
    void urisThatMeanNothing() {
        assertRefused("hdfs://user:secret@a:1/x", Map.of(), "must not hold a user");
        assertRefused("hdfs://a:1/x?y", Map.of(), "must not hold '?'");
        assertRefused("hdfs://a:1/x/../y", Map.of(), "must not hold '.' or '..'");
        assertRefused("hdfs:x", Map.of(), "does not name a directory");
        assertRefused("hdfs://a:1", Map.of(), "does not name a directory");
        assertThat(new HdfsStorageProvider()
                        .validate(URI.create("hdfs://user:secret@a:1/x"), Configuration.of(Map.of())))
                .noneMatch(problem -> problem.contains("secret"));
    }

    @Test
    void aKeytabWithoutAPrincipal() {
        assertRefused("hdfs://a:1/x", Map.of(HdfsOptions.KEYTAB.key(), "k"), "needs '" + HdfsOptions.PRINCIPAL.key());
    }

    @Test
    void aKeytabThatIsNotThere() {
        Path none = folder.resolve("none.keytab");
        assertRefused(
                "hdfs://a:1/x",
                Map.of(
                        HdfsOptions.PROPERTIES.key(), "hadoop.security.authentication:kerberos",
                        HdfsOptions.PRINCIPAL.key(), "p@R",
                        HdfsOptions.KEYTAB.key(), none.toString()),
                "'" + HdfsOptions.KEYTAB.key() + "': there is no file " + none + " that this process may read.");
    }

    @Test
    void anAuthenticationThatHadoopDoesNotKnow() {
        assertRefused(
                "hdfs://a:1/x",
                Map.of(HdfsOptions.PROPERTIES.key(), "hadoop.security.authentication:magic"),
                "Invalid attribute value for hadoop.security.authentication of magic");
    }

    @Test
    void aCallAfterTheEnd() {
        Storage storage = open("hdfs://127.0.0.1:1/x", Map.of());
        storage.close();
        storage.close();
        assertThatThrownBy(storage::probe).isInstanceOf(StorageException.class).hasMessageContaining("is closed");
    }

    @Test
    void whatSitesSetCountsMoreThanOurDefaults() throws IOException {
        Files.writeString(folder.resolve("core-site.xml"), xml("ipc.client.rpc-timeout.ms", "777"));
        org.apache.hadoop.conf.Configuration hadoop = HadoopConfigurations.load(Configuration.of(confDir()));
        assertThat(hadoop.get("ipc.client.rpc-timeout.ms")).isEqualTo("777");
        assertThat(hadoop.get("dfs.client.failover.max.attempts")).isEqualTo("5");
        Map<String, String> more = new HashMap<>(confDir());
        more.put(HdfsOptions.PROPERTIES.key(), "ipc.client.rpc-timeout.ms:888");
        assertThat(HadoopConfigurations.load(Configuration.of(more)).get("ipc.client.rpc-timeout.ms"))
                .isEqualTo("888");
    }

    @Test
    void theDirectoryIsFoundByTheEnvironment() throws IOException {
        Path etc = Files.createDirectories(folder.resolve("etc/hadoop"));
        Configuration none = Configuration.of(Map.of());
        assertThat(HadoopConfigurations.directory(none, Map.of("HADOOP_HOME", folder.toString())::get))
                .contains(etc);
        assertThat(HadoopConfigurations.directory(
                        none, Map.of("HADOOP_HOME", folder.toString(), "HADOOP_CONF_DIR", "c")::get))
                .contains(Path.of("c"));
        assertThat(HadoopConfigurations.directory(
                        Configuration.of(Map.of("fs.hdfs.hadoopconf", "f")), Map.of("HADOOP_CONF_DIR", "c")::get))
                .contains(Path.of("f"));
    }

    private static void assertProbe(String root, String... words) {
        Map<String, String> configuration = Map.of(
                HdfsOptions.RETRY_TIMEOUT.key(), "1 ms",
                HdfsOptions.REQUEST_TIMEOUT.key(), "500 ms");
        try (Storage storage = open(root, configuration)) {
            for (String word : words) {
                assertThatThrownBy(storage::probe)
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining("cannot read and write in " + root)
                        .hasMessageContaining(word);
            }
        }
    }

    private static void assertRefused(String root, Map<String, String> configuration, String words) {
        List<String> problems = new HdfsStorageProvider().validate(URI.create(root), Configuration.of(configuration));
        assertThat(problems).anySatisfy(problem -> assertThat(problem).contains(words));
        assertThatThrownBy(() -> open(root, configuration)).isInstanceOf(ConfigurationException.class);
    }

    private static Storage open(String root, Map<String, String> configuration) {
        return new HdfsStorageProvider().open(URI.create(root), Configuration.of(configuration));
    }

    private Map<String, String> confDir() {
        return Map.of(HdfsOptions.CONF_DIR.key(), folder.toString());
    }

    private void write(String file, String key, String value) throws IOException {
        Files.writeString(folder.resolve(file), xml(key, value));
    }

    private static String xml(String key, String value) {
        return "<configuration><property><name>" + key + "</name><value>" + value
                + "</value></property></configuration>";
    }
}
