package io.haservices.core.discovery.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.IncompleteWrite;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageCapability;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.spi.SLF4JServiceProvider;

/** Keeps nothing, tells where it is. */
final class ProbeStorage implements Storage {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeStorage.class);

    private final URI root;

    ProbeStorage(URI root) {
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

    /** Instead of the default method. */
    @Override
    public URI location(BlobName name) {
        return URI.create("under:" + ContextName.now());
    }

    @Override
    public long write(BlobName name, BlobSource source) {
        String before = ContextName.now();
        try (InputStream in = source.open()) {
            in.readAllBytes();
        } catch (IOException e) {
            throw new StorageException("reading the source failed", e);
        }
        return before.equals(ContextName.now()) ? 1 : 0;
    }

    /** Tells twice under what it is read. */
    @Override
    public InputStream open(BlobName name) {
        LOG.debug("opening {}", name);
        return new FilterInputStream(InputStream.nullInputStream()) {
            private int reads;

            @Override
            public int read(byte[] bytes, int offset, int length) {
                byte[] under = (ContextName.now() + ";").getBytes(UTF_8);
                System.arraycopy(under, 0, bytes, offset, under.length);
                return reads++ < 2 ? under.length : -1;
            }
        };
    }

    @Override
    public List<BlobName> list(String prefix) {
        throw Absentee.missed();
    }

    @Override
    public void delete(Collection<BlobName> names) {
        throw new StorageException("as documented");
    }

    @Override
    public List<IncompleteWrite> incomplete(String prefix) {
        return List.of();
    }

    @Override
    public void discard(Collection<IncompleteWrite> writes) {}

    /** Looks for parts by name, as libraries do. */
    @Override
    public void probe() {
        Optional<SLF4JServiceProvider> logOfTheHost =
                ServiceLoader.load(SLF4JServiceProvider.class).findFirst();
        if (logOfTheHost.isPresent() || LOG instanceof NOPLogger) {
            throw new StorageException("the log is not shared as it should be");
        }
        try {
            Class.forName("com.google.inject.Guice");
        } catch (ClassNotFoundException e) {
            throw new StorageException("no library of the host is seen", e);
        }
    }

    @Override
    public void close() {}
}
