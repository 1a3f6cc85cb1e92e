package io.haservices.storage.s3;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.IncompleteWrite;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Deletes objects, in batches where the server can, else one by one; and aborts uploads. */
final class Deletion {
    /** As many as one request may name. */
    private static final int BATCH = 1_000;

    private final S3Root root;
    private final S3Client client;

    Deletion(S3Root root, S3Client client) {
        this.root = root;
        this.client = client;
    }

    void delete(Collection<BlobName> names) {
        List<String> keys = names.stream().distinct().map(root::key).toList();
        if (keys.size() == 1) {
            single(keys.get(0));
            return;
        }
        for (int from = 0; from < keys.size(); from += BATCH) {
            List<String> batch = keys.subList(from, Math.min(keys.size(), from + BATCH));
            try {
                batch(batch);
            } catch (S3Exception e) {
                // Not known there, or not with these checksums, which the SDK cannot leave out.
                if (e.statusCode() != 501 && e.statusCode() != 400) {
                    throw e;
                }
                batch.forEach(this::single);
            }
        }
    }

    void abort(IncompleteWrite upload) {
        try {
            client.abortMultipartUpload(abort ->
                    abort.bucket(root.bucket()).key(root.key(upload.blob())).uploadId(upload.id()));
        } catch (S3Exception e) {
            if (!Reasons.meansAbsent(e)) {
                throw e;
            }
        }
    }

    private void single(String key) {
        try {
            client.deleteObject(delete -> delete.bucket(root.bucket()).key(key));
        } catch (S3Exception e) {
            // Some servers say so.
            if (!Reasons.meansAbsent(e)) {
                throw e;
            }
        }
    }

    private void batch(List<String> keys) {
        List<ObjectIdentifier> objects = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(key).build())
                .toList();
        List<S3Error> errors = new ArrayList<>(client.deleteObjects(delete -> delete.bucket(root.bucket())
                        .delete(all -> all.objects(objects).quiet(true)))
                .errors());
        errors.removeIf(error -> "NoSuchKey".equals(error.code()));
        if (!errors.isEmpty()) {
            S3Error first = errors.get(0);
            throw SdkClientException.create(
                    errors.size() + " of " + keys.size() + " objects were not deleted, the first '" + first.key()
                            + "': " + first.code() + " " + first.message());
        }
    }
}
