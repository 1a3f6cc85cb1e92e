package io.haservices.storage.s3;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Writes with one request what fits into one part, and in parts what does not. A part is held in memory while it is sent, so
 * that it can be sent again; there is one at a time.
 */
final class Upload {
    /** The user metadata by which a write is recognised when its answer was lost. */
    static final String MARK = "ha-write";

    /** S3 wants at least 5 MiB a part, and at most 10,000 parts: this bounds a blob to 78 GiB. */
    static final int PART = 8 * 1024 * 1024;

    static final String TYPE = "application/octet-stream";

    private final S3Root root;
    private final S3Clients clients;
    private final Encryption encryption;

    Upload(S3Root root, S3Clients clients, Encryption encryption) {
        this.root = root;
        this.clients = clients;
        this.encryption = encryption;
    }

    /** The object appears only when the source was closed without an error. */
    long write(BlobName name, BlobSource source) throws IOException {
        try (MultipartUpload parts =
                new MultipartUpload(clients.repeating(), root.bucket(), root.key(name), encryption)) {
            long length = 0;
            byte[] last;
            try (InputStream content = source.open()) {
                for (last = content.readNBytes(PART); last.length == PART; last = content.readNBytes(PART)) {
                    parts.add(last);
                    length += PART;
                }
            }
            if (length == 0) {
                put(clients.repeating(), root.key(name), last);
            } else {
                parts.complete(last);
            }
            return length + last.length;
        }
    }

    void put(S3Client client, String key, byte[] content) throws SdkException {
        client.putObject(request(key, UUID.randomUUID().toString()).build(), body(content));
    }

    /** A conditional request is this one with its condition. */
    PutObjectRequest.Builder request(String key, String mark) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(root.bucket())
                .key(key)
                .contentType(TYPE)
                .metadata(java.util.Map.of(MARK, mark));
        encryption.put(request);
        return request;
    }

    PutObjectResponse put(S3Client client, PutObjectRequest request, byte[] content) {
        return client.putObject(request, body(content));
    }

    /** Without a copy of the bytes. */
    static RequestBody body(byte[] content) {
        return RequestBody.fromContentProvider(
                ContentStreamProvider.fromByteArrayUnsafe(content), content.length, TYPE);
    }
}
