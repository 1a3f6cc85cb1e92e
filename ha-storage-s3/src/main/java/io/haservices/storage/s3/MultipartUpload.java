package io.haservices.storage.s3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;

/** An object in the making: closing it before it is complete aborts it, so that its parts are neither seen nor paid for. */
final class MultipartUpload implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MultipartUpload.class);

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final Encryption encryption;
    private final PartSizes sizes;
    private final Mark mark = Mark.fresh();
    private final List<CompletedPart> parts = new ArrayList<>();
    private @Nullable String id;
    private boolean complete;

    /** Begins with its first part. */
    MultipartUpload(S3Client client, String bucket, String key, Encryption encryption, PartSizes sizes) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.encryption = encryption;
        this.sizes = sizes;
    }

    private String begin() {
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentType(Upload.TYPE)
                .metadata(mark.metadata());
        encryption.create(request);
        return Upload.confirmed(client.createMultipartUpload(request.build()).uploadId());
    }

    void add(Part part) throws IOException {
        int number = parts.size() + 1;
        if (number > sizes.parts()) {
            throw new IOException("the blob is longer than " + sizes.most() + " bytes");
        }
        if (id == null) {
            id = begin();
        }
        String tag = client.uploadPart(
                        put -> put.bucket(bucket).key(key).uploadId(id).partNumber(number), part.body())
                .eTag();
        parts.add(CompletedPart.builder()
                .partNumber(number)
                .eTag(Upload.confirmed(tag))
                .build());
    }

    /** Ends with a last part, which may be empty: then it is none. */
    void complete(Part last) throws IOException {
        if (last.length() > 0) {
            add(last);
        }
        try {
            String tag = client.completeMultipartUpload(
                            end -> end.bucket(bucket).key(key).uploadId(id).multipartUpload(all -> all.parts(parts)))
                    .eTag();
            Upload.confirmed(tag);
        } catch (SdkException e) {
            // An earlier attempt may have done it and its answer was lost; the repetition then found no such upload.
            if (!mark.isAt(client, bucket, key)) {
                throw e;
            }
        }
        complete = true;
    }

    @Override
    public void close() {
        if (complete || id == null) {
            return;
        }
        // An interrupted thread could not send the request that cleans up.
        boolean interrupted = Thread.interrupted();
        try {
            client.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(id));
        } catch (SdkException e) {
            // What made the write fail is told; what is left is swept later (ST-07).
            LOG.debug("could not abort the upload of {}", key, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
