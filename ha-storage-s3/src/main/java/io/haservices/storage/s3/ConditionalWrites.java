package io.haservices.storage.s3;

import io.haservices.errors.UnsupportedCapabilityException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.ConditionalPut;
import io.haservices.spi.storage.StorageCapability;
import io.haservices.spi.storage.Tagged;
import io.haservices.values.Bytes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.AbortedException;
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
    private static final long PAUSE_MILLIS = 20;

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

    /** A refusal says that something was there. When nothing is any more, it may have been what an earlier copy of this request wrote. */
    ConditionalPut putIfAbsent(BlobName name, Bytes content) {
        support().demand(StorageCapability.PUT_IF_ABSENT);
        Mark mark = Mark.fresh();
        PutObjectRequest request =
                upload.request(root.key(name), mark).ifNoneMatch("*").build();
        return attempt(new Attempt(name, request, mark, ConditionalPut.UNKNOWN), content.toArray());
    }

    ConditionalPut compareAndSet(BlobName name, String expectedTag, Bytes content) {
        ConditionalSupport.TagForm form = support().tagForm();
        Mark mark = Mark.fresh();
        PutObjectRequest request = upload.request(root.key(name), mark)
                .ifMatch(form.of(expectedTag))
                .build();
        return attempt(new Attempt(name, request, mark, ConditionalPut.REFUSED), content.toArray());
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

    private ConditionalPut attempt(Attempt attempt, byte[] content) {
        for (int conflicts = 0; ; conflicts++) {
            try {
                upload.put(clients.once(), attempt.request(), content);
                return ConditionalPut.DONE;
            } catch (S3Exception e) {
                if (e.statusCode() != 409 || conflicts == CONFLICTS) {
                    return afterAnswer(attempt, e);
                }
                // Another conditional write was under way and may yet fail: this one was not carried out.
                pause(attempt, conflicts);
            } catch (SdkException e) {
                return afterSilence(attempt, e);
            }
        }
    }

    private ConditionalPut afterAnswer(Attempt attempt, S3Exception e) {
        if (Reasons.mayHaveTakenEffect(e)) {
            return afterSilence(attempt, e);
        }
        if (e.statusCode() == 412) {
            return lookAt(attempt)
                    .map(found -> switch (found) {
                        case OURS -> ConditionalPut.DONE;
                        case ANOTHERS -> ConditionalPut.REFUSED;
                        case NOTHING -> attempt.refusedWithoutTrace();
                    })
                    .orElse(ConditionalPut.UNKNOWN);
        }
        if (Reasons.meansAbsent(e)) {
            // The tag of nothing.
            return ConditionalPut.REFUSED;
        }
        throw reasons.failure("cannot write", attempt.name(), e);
    }

    private ConditionalPut afterSilence(Attempt attempt, SdkException e) {
        if (!Reasons.mayHaveTakenEffect(e)) {
            throw reasons.failure("cannot write", attempt.name(), e);
        }
        boolean ours = lookAt(attempt).filter(Mark.Found.OURS::equals).isPresent();
        return ours ? ConditionalPut.DONE : ConditionalPut.UNKNOWN;
    }

    private Optional<Mark.Found> lookAt(Attempt attempt) {
        return attempt.mark().lookAt(clients.repeating(), root.bucket(), root.key(attempt.name()));
    }

    private void pause(Attempt attempt, int conflicts) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1, PAUSE_MILLIS << conflicts));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reasons.failure("cannot write", attempt.name(), AbortedException.create("interrupted", e));
        }
    }

    private record Attempt(BlobName name, PutObjectRequest request, Mark mark, ConditionalPut refusedWithoutTrace) {}

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
