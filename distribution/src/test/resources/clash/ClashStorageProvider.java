package clash;

import com.google.common.base.Objects;
import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.errors.MissingBlobException;
import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.IncompleteWrite;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageCapability;
import io.haservices.spi.storage.StorageProvider;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/** Somebody else's storage: small blobs in nodes of ZooKeeper 3.8, with a Guava from 2014. Not fit for anything but this test. */
public final class ClashStorageProvider implements StorageProvider {
    @Override
    public Set<String> schemes() {
        return Set.of("clash");
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of();
    }

    @Override
    public Storage open(URI root, Configuration configuration) {
        return new ClashStorage(root);
    }

    private static final class ClashStorage implements Storage {
        private final URI root;
        private ZooKeeper client;

        ClashStorage(URI root) {
            this.root = root;
        }

        @Override
        public URI root() {
            return root;
        }

        @Override
        public Set<StorageCapability> capabilities() {
            return Set.of();
        }

        @Override
        public long write(BlobName name, BlobSource source) {
            return doing(() -> {
                byte[] content;
                try (InputStream in = source.open()) {
                    content = in.readAllBytes();
                }
                client().create(node(name), content, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
                return (long) content.length;
            });
        }

        @Override
        public InputStream open(BlobName name) {
            return new ByteArrayInputStream(doing(() -> client().getData(node(name), false, null)));
        }

        @Override
        public List<BlobName> list(String prefix) {
            List<BlobName> names = new ArrayList<>();
            for (String child : doing(() -> client().getChildren("/", false))) {
                if (child.startsWith("clash_" + prefix.replace('/', '_'))) {
                    names.add(new BlobName(child.substring(6).replace('_', '/')));
                }
            }
            Collections.sort(names);
            return names;
        }

        @Override
        public void delete(Collection<BlobName> names) {
            names.forEach(name -> doing(() -> {
                client().delete(node(name), -1);
                return true;
            }));
        }

        @Override
        public List<IncompleteWrite> incomplete(String prefix) {
            return List.of();
        }

        @Override
        public void discard(Collection<IncompleteWrite> writes) {}

        @Override
        public void probe() {
            // Of Guava, removed in 21; of ZooKeeper, since 3.7.
            String text = Objects.toStringHelper("probe").add("who", doing(() -> client().whoAmI())).toString();
            if (!text.contains("probe{who=")) {
                throw new StorageException("strange: " + text);
            }
        }

        @Override
        public synchronized void close() {
            if (client != null) {
                doing(() -> {
                    client.close();
                    return true;
                });
            }
        }

        private synchronized ZooKeeper client() throws Exception {
            if (client == null) {
                CountDownLatch connected = new CountDownLatch(1);
                client = new ZooKeeper(root.getAuthority(), 20_000, event -> connected.countDown());
                if (!connected.await(60, TimeUnit.SECONDS)) {
                    throw new StorageException("no connection to " + root);
                }
            }
            return client;
        }

        private static String node(BlobName name) {
            return "/clash_" + name.path().replace('/', '_');
        }

        private <T> T doing(Callable<T> work) {
            try {
                return work.call();
            } catch (KeeperException.NoNodeException e) {
                throw new MissingBlobException("no such node at " + root + ": " + e.getPath(), e);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new StorageException(root + " failed: " + e, e);
            }
        }
    }
}
