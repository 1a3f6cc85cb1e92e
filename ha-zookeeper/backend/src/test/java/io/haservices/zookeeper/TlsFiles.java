package io.haservices.zookeeper;

import io.haservices.testkit.servers.CertificateAuthority;
import io.haservices.testkit.servers.StoreFormat;
import io.haservices.testkit.servers.TlsIdentity;
import io.haservices.testkit.servers.ZooKeeperServers;
import io.haservices.testkit.servers.ZooKeeperServersBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Authorities, and the files that servers and clients need. */
final class TlsFiles {
    static final String PASSWORD = "sesame-open";
    static final String SSL = "high-availability.zookeeper.client.ssl.";

    final CertificateAuthority authority = CertificateAuthority.named("authority");
    final CertificateAuthority stranger = CertificateAuthority.named("stranger");
    private final Path folder;

    TlsFiles(Path folder) {
        this.folder = folder;
    }

    /** A server whose certificate is for 127.0.0.1 alone, and that demands one of its clients. */
    ZooKeeperServersBuilder server(String version) {
        TlsIdentity identity = authority.issue("server", "127.0.0.1");
        Path keyStore = identity.keyStore(folder.resolve("server-" + version + ".p12"), StoreFormat.PKCS12, PASSWORD);
        return ZooKeeperServers.version(version)
                .withoutFsync()
                .secure(keyStore, trustStore(authority, StoreFormat.JKS), PASSWORD);
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Path trustStore(CertificateAuthority of, StoreFormat format) {
        String name = (of == authority ? "trust." : "trust-stranger.") + format.extension();
        return of.trustStore(path(name), format, PASSWORD);
    }

    Path keyStore(CertificateAuthority of, StoreFormat format) {
        String name = (of == authority ? "key." : "key-stranger.") + format.extension();
        return of.issue("client").keyStore(path(name), format, PASSWORD);
    }

    /** The options of a client that does everything right. */
    String[] good(StoreFormat format) {
        return with(options(trustStore(authority, format), format), identity(keyStore(authority, format), format));
    }

    static String[] options(Path trustStore, StoreFormat format) {
        return with(
                new String[] {SSL + "enabled", "true", SSL + "trust-store.location", trustStore.toString()},
                password("trust-store", format));
    }

    static String[] identity(Path keyStore, StoreFormat format) {
        return with(new String[] {SSL + "key-store.location", keyStore.toString()}, password("key-store", format));
    }

    static String[] with(String[] some, String... more) {
        List<String> all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static String[] password(String store, StoreFormat format) {
        return format == StoreFormat.PEM ? new String[] {} : new String[] {SSL + store + ".password", PASSWORD};
    }
}
