package io.haservices.storage.s3;

import io.haservices.errors.UnsupportedCapabilityException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.ConditionalPut;
import io.haservices.spi.storage.StorageCapability;
import io.haservices.spi.storage.Tagged;
import io.haservices.values.Bytes;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Put-if-absent and compare-and-set (ST-10, ST-12). Each attempt is sent once and carries a mark of its own. When the answer
 * is lost, or a refusal comes that a repetition on the way may have caused, the mark of what is there tells whether it was
 * this attempt; if not, a lost answer stays unknown, for the request may still arrive.
 */
final class ConditionalWrites {
    private static final int CONFLICTS = 5;

    private final S3Root root;
    private final S3Clients clients;
    private final Reasons reasons;
    private final Upload upload;
    private @Nullable ConditionalSupport support;

    ConditionalWrites(S3Root root, S3Clients clients, Reasons reasons, Encryption encryption) {
        this.root = root;
        this.clients = clients;
        this.reasons = reasons;
        this.upload = new Upload(root, clients, encryption);
    }

    Set<StorageCapability> capabilities() {
        return support().capabilities();
    }

    ConditionalPut putIfAbsent(BlobName name, Bytes content) {
        support().demand(StorageCapability.PUT_IF_ABSENT);
        String mark = UUID.randomUUID().toString();
        return attempt(
                name, upload.request(root.key(name), mark).ifNoneMatch("*").build(), mark, content.toArray());
    }

    ConditionalPut compareAndSet(BlobName name, String expectedTag, Bytes content) {
        ConditionalSupport.TagForm form = support().tagForm();
        String mark = UUID.randomUUID().toString();
        return attempt(
                name,
                upload.request(root.key(name), mark)
                        .ifMatch(form.of(expectedTag))
                        .build(),
                mark,
                content.toArray());
    }

    Optional<Tagged> readTagged(BlobName name) {
        support().demand(StorageCapability.COMPARE_AND_SET);
        try {
            ResponseBytes<GetObjectResponse> read = clients.repeating()
                    .getObjectAsBytes(get -> get.bucket(root.bucket()).key(root.key(name)));
            return Optional.of(new Tagged(
                    Bytes.of(read.asByteArrayUnsafe()), read.response().eTag()));
        } catch (S3Exception e) {
            if (Reasons.meansAbsent(e)) {
                return Optional.empty();
            }
            throw reasons.failure("cannot read", name, e);
        } catch (SdkException e) {
            throw reasons.failure("cannot read", name, e);
        }
    }

    private ConditionalPut attempt(BlobName name, PutObjectRequest request, String mark, byte[] content) {
        for (int conflicts = 0; ; conflicts++) {
            try {
                upload.put(clients.once(), request, content);
                return ConditionalPut.DONE;
            } catch (S3Exception e) {
                if (e.statusCode() == 409 && conflicts < CONFLICTS) {
                    // Another conditional write was under way and may yet fail: this one was not carried out.
                    continue;
                }
                return afterAnswer(name, mark, e);
            } catch (SdkException e) {
                return afterSilence(name, mark, e);
            }
        }
    }

    private ConditionalPut afterAnswer(BlobName name, String mark, S3Exception e) {
        if (Reasons.mayHaveTakenEffect(e)) {
            return afterSilence(name, mark, e);
        }
        if (e.statusCode() == 412) {
            return whose(name, mark)
                    .map(own -> own ? ConditionalPut.DONE : ConditionalPut.REFUSED)
                    .orElse(ConditionalPut.UNKNOWN);
        }
        if (Reasons.meansAbsent(e)) {
            // The tag of nothing.
            return ConditionalPut.REFUSED;
        }
        throw reasons.failure("cannot write", name, e);
    }

    private ConditionalPut afterSilence(BlobName name, String mark, SdkException e) {
        if (!Reasons.mayHaveTakenEffect(e)) {
            throw reasons.failure("cannot write", name, e);
        }
        return whose(name, mark).orElse(false) ? ConditionalPut.DONE : ConditionalPut.UNKNOWN;
    }

    /** Whether what is there was written by the attempt with this mark; empty when that cannot be found out. */
    private Optional<Boolean> whose(BlobName name, String mark) {
        try {
            return Optional.of(mark.equals(clients.repeating()
                    .headObject(head -> head.bucket(root.bucket()).key(root.key(name)))
                    .metadata()
                    .get(Upload.MARK)));
        } catch (S3Exception e) {
            return Reasons.meansAbsent(e) ? Optional.of(false) : Optional.empty();
        } catch (SdkException e) {
            return Optional.empty();
        }
    }

    /** Found out once, at the first need. */
    private synchronized ConditionalSupport support() {
        if (support == null) {
            try {
                support = new ConditionalProbe(root, clients, upload).run();
            } catch (UnsupportedCapabilityException e) {
                throw e;
            } catch (SdkException e) {
                throw reasons.failure("cannot find out whether conditional writes work in", e);
            }
        }
        return support;
    }
}
