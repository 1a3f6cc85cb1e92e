package io.haservices.storage.s3;

import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.ConditionalPut;
import io.haservices.spi.storage.IncompleteWrite;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageCapability;
import io.haservices.spi.storage.Tagged;
import io.haservices.values.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Blobs as objects. An object appears with the answer to its PUT or to the end of its multipart upload, whole (ST-01, ST-02). */
final class S3Storage implements Storage {
    private final S3Root root;
    private final S3Clients clients;
    private final Reasons reasons;
    private final Upload upload;
    private final ConditionalWrites conditional;

    S3Storage(S3Root root, S3Clients clients, Reasons reasons, Encryption encryption) {
        this.root = root;
        this.clients = clients;
        this.reasons = reasons;
        this.upload = new Upload(root, clients, encryption);
        this.conditional = new ConditionalWrites(root, clients, reasons, encryption);
    }

    @Override
    public URI root() {
        return root.uri();
    }

    @Override
    public Set<StorageCapability> capabilities() {
        return conditional.capabilities();
    }

    @Override
    public long write(BlobName name, BlobSource source) {
        try {
            return upload.write(name, source);
        } catch (IOException | SdkException e) {
            throw reasons.failure("cannot write", name, e);
        }
    }

    @Override
    public InputStream open(BlobName name) {
        try {
            return new BlobStream(
                    clients.repeating()
                            .getObject(get -> get.bucket(root.bucket()).key(root.key(name))),
                    name,
                    reasons);
        } catch (S3Exception e) {
            if (Reasons.meansAbsent(e)) {
                throw reasons.missing(name);
            }
            throw reasons.failure("cannot open", name, e);
        } catch (SdkException e) {
            throw reasons.failure("cannot open", name, e);
        }
    }

    @Override
    public List<BlobName> list(String prefix) {
        try {
            return new Listing(root, clients.repeating()).blobs(S3Root.checked(prefix));
        } catch (SdkException e) {
            throw reasons.failure("cannot list the blobs beneath '" + prefix + "' of", e);
        }
    }

    @Override
    public void delete(Collection<BlobName> names) {
        try {
            new Deletion(root, clients.repeating()).delete(names);
        } catch (SdkException e) {
            throw reasons.failure(
                    "cannot delete " + (names.size() == 1 ? "the blob " + names : names.size() + " blobs") + " of", e);
        }
    }

    @Override
    public List<IncompleteWrite> incomplete(String prefix) {
        try {
            return new Listing(root, clients.repeating()).uploads(S3Root.checked(prefix));
        } catch (SdkException e) {
            throw reasons.failure("cannot list the incomplete writes beneath '" + prefix + "' of", e);
        }
    }

    @Override
    public void discard(Collection<IncompleteWrite> writes) {
        for (IncompleteWrite write : writes) {
            try {
                new Deletion(root, clients.repeating()).abort(write);
            } catch (SdkException e) {
                throw reasons.failure("cannot abort the upload '" + write.id() + "' of", write.blob(), e);
            }
        }
    }

    @Override
    public ConditionalPut putIfAbsent(BlobName name, Bytes content) {
        return conditional.putIfAbsent(name, content);
    }

    @Override
    public ConditionalPut compareAndSet(BlobName name, String expectedTag, Bytes content) {
        return conditional.compareAndSet(name, expectedTag, content);
    }

    @Override
    public Optional<Tagged> readTagged(BlobName name) {
        return conditional.readTagged(name);
    }

    @Override
    public void probe() {
        try {
            Optional<String> wrong = new RootProbe(root, clients.repeating(), upload).run();
            if (wrong.isPresent()) {
                throw new StorageException("cannot read and write in " + root.uri() + ": what was just written "
                        + wrong.get() + "; the server does not keep the promises of S3.");
            }
        } catch (SdkException e) {
            throw reasons.failure("cannot read and write in", e);
        }
    }

    @Override
    public void close() {
        clients.close();
    }
}
