package io.haservices.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kerby.KOptions;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.client.KrbOption;
import org.apache.kerby.kerberos.kerb.server.KdcConfigKey;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;
import org.apache.kerby.kerberos.kerb.type.ticket.TgtTicket;

/**
 * A Kerberos key distribution centre of one realm, in this JVM, on a free TCP port of 127.0.0.1, with its files in a temporary folder. Changes no
 * system property: whoever is to use it has to be given {@link #krb5Conf()}. Safe for use by several threads.
 */
public final class Kdc implements AutoCloseable {
    /** The realm of all principals. */
    public static final String REALM = "HA.TEST";

    private final TemporaryFolder folder = TemporaryFolder.create("ha-kdc-");
    private final InetSocketAddress address = Ports.freeAt(InetAddress.getLoopbackAddress());
    private final AtomicInteger files = new AtomicInteger();
    private final Duration ticketLifetime;
    private final SimpleKdcServer server;
    private final Set<String> principals = new HashSet<>();
    private boolean running;

    private Kdc(Duration ticketLifetime) throws KrbException {
        this.ticketLifetime = ticketLifetime;
        server = new SimpleKdcServer();
    }

    /** Starts one whose tickets last a day. */
    public static Kdc start() {
        return start(Duration.ofDays(1));
    }

    /** Starts one whose tickets last no longer than this, in whole seconds; they can be renewed for twice as long. */
    public static Kdc start(Duration ticketLifetime) {
        try {
            Kdc kdc = new Kdc(ticketLifetime);
            try {
                kdc.begin();
                return kdc;
            } catch (KrbException | IOException | RuntimeException e) {
                kdc.close();
                throw e;
            }
        } catch (KrbException | IOException e) {
            throw new IllegalStateException("the KDC does not start", e);
        }
    }

    /** The client configuration that leads here; asks once, and for no longer than two seconds. */
    public Path krb5Conf() {
        return folder.path().resolve("client.conf");
    }

    /** A client configuration that leads here, with more lines in its section of defaults. */
    public Path krb5Conf(String... defaults) {
        return writeConf("client-" + files.incrementAndGet() + ".conf", defaults);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** A client configuration that leads here by way of this port of the same host. */
    public Path krb5ConfBy(int port) {
        return writeConf("client-by-" + port + ".conf", new InetSocketAddress(address.getAddress(), port));
    }

    /** {@code name@REALM}. */
    public static String principal(String name) {
        return name + "@" + REALM;
    }

    /** Makes a principal with keys of its own if there is none yet, and writes them into a new file. */
    public synchronized Path keytab(String name) {
        Path keytab = newFile("keytab");
        call(() -> {
            if (principals.add(name)) {
                server.createPrincipal(principal(name));
            }
            server.exportPrincipal(principal(name), keytab.toFile());
        });
        return keytab;
    }

    /** Gives an existing principal other keys, so that its key tables are no longer right. */
    public synchronized void changeKeys(String name) {
        call(() -> server.getKadmin().updateKeys(principal(name)));
    }

    /** Forgets a principal. */
    public synchronized void delete(String name) {
        principals.remove(name);
        call(() -> server.deletePrincipal(principal(name)));
    }

    /** Makes a principal if there is none yet, logs it in, and stores its ticket in a new file, as kinit would. */
    public Path ticketCache(String name) {
        return ticketCache(name, ticketLifetime);
    }

    /** The same, with a ticket that lasts no longer than this, in whole seconds. */
    public synchronized Path ticketCache(String name, Duration lifetime) {
        Path cache = newFile("cache");
        KOptions options = new KOptions();
        options.add(KrbOption.CLIENT_PRINCIPAL, principal(name));
        options.add(KrbOption.USE_PASSWD, true);
        options.add(KrbOption.USER_PASSWD, name);
        options.add(KrbOption.LIFE_TIME, Math.toIntExact(lifetime.toSeconds()));
        call(() -> {
            if (principals.add(name)) {
                server.createPrincipal(principal(name), name);
            }
            TgtTicket ticket = server.getKrbClient().requestTgt(options);
            server.getKrbClient().storeTicket(ticket, cache.toFile());
        });
        return cache;
    }

    /** A file name in the KDC's folder that nobody has used. */
    public Path newFile(String suffix) {
        return folder.path().resolve(files.incrementAndGet() + "." + suffix);
    }

    /** Stops answering. Does nothing if it is stopped. */
    public synchronized void stop() {
        if (running) {
            running = false;
            call(() -> keepingProperty(server::stop));
        }
    }

    @Override
    public void close() {
        stop();
        Ports.release(address);
        folder.delete();
    }

    private void begin() throws KrbException, IOException {
        server.setWorkDir(Files.createDirectories(folder.path().resolve("kdc")).toFile());
        server.setKdcRealm(REALM);
        server.setKdcHost(address.getAddress().getHostAddress());
        server.setAllowUdp(false);
        server.setAllowTcp(true);
        server.setKdcTcpPort(address.getPort());
        server.getKdcConfig().setLong(KdcConfigKey.MAXIMUM_TICKET_LIFETIME, ticketLifetime.toSeconds());
        server.getKdcConfig().setLong(KdcConfigKey.MINIMUM_TICKET_LIFETIME, 1L);
        server.getKdcConfig().setLong(KdcConfigKey.MAXIMUM_RENEWABLE_LIFETIME, 2 * ticketLifetime.toSeconds());
        keepingProperty(server::init);
        server.start();
        running = true;
        Path unused = writeConf("client.conf");
    }

    private Path writeConf(String file, String... defaults) {
        return writeConf(file, address, defaults);
    }

    private Path writeConf(String file, InetSocketAddress kdc, String... defaults) {
        String text = """
                [libdefaults]
                  default_realm = %1$s
                  udp_preference_limit = 1
                  kdc_timeout = 2000
                  max_retries = 1
                  dns_lookup_kdc = false
                  dns_lookup_realm = false
                  %3$s
                [realms]
                  %1$s = {
                    kdc = %2$s
                  }
                """.formatted(REALM, ZooKeeperNode.hostAndPort(kdc), String.join("\n  ", defaults));
        try {
            return Files.writeString(folder.path().resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kerby takes itself for the only KDC that this JVM will ever use. */
    private static void keepingProperty(Call call) throws KrbException {
        String property = "java.security.krb5.conf";
        String former = System.getProperty(property);
        try {
            call.run();
        } finally {
            if (former == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, former);
            }
        }
    }

    private static void call(Call call) {
        try {
            call.run();
        } catch (KrbException e) {
            throw new IllegalStateException("the KDC refuses", e);
        }
    }

    private interface Call {
        void run() throws KrbException;
    }
}
