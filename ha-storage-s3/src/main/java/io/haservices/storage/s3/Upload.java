package io.haservices.storage.s3;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Writes with one request what fits into one part, and in parts what does not. */
final class Upload {
    static final String TYPE = "application/octet-stream";

    private final S3Root root;
    private final S3Clients clients;
    private final Encryption encryption;
    private final PartSizes sizes;

    Upload(S3Root root, S3Clients clients, Encryption encryption) {
        this(root, clients, encryption, PartSizes.OF_S3);
    }

    Upload(S3Root root, S3Clients clients, Encryption encryption, PartSizes sizes) {
        this.root = root;
        this.clients = clients;
        this.encryption = encryption;
        this.sizes = sizes;
    }

    /** The object appears only when the source was closed without an error. */
    long write(BlobName name, BlobSource source) throws IOException {
        String key = root.key(name);
        long length = 0;
        try (MultipartUpload upload = new MultipartUpload(clients.repeating(), root.bucket(), key, encryption, sizes);
                PartReader parts = new PartReader(sizes)) {
            Part part;
            try (InputStream content = source.open()) {
                part = parts.next(content);
                while (!parts.isLast(part)) {
                    upload.add(part);
                    length += part.length();
                    part = parts.next(content);
                }
            }
            if (length == 0) {
                put(clients.repeating(), key, part.body());
            } else {
                upload.complete(part);
            }
            return length + part.length();
        }
    }

    /** Whatever the server said: when this returns, the object is there. */
    void put(S3Client client, String key, RequestBody body) {
        Mark mark = Mark.fresh();
        if (client.putObject(request(key, mark).build(), body).eTag() == null
                && !mark.isAt(client, root.bucket(), key)) {
            throw unconfirmed();
        }
    }

    /** A conditional request is this one with its condition. */
    PutObjectRequest.Builder request(String key, Mark mark) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(root.bucket())
                .key(key)
                .contentType(TYPE)
                .metadata(mark.metadata());
        encryption.put(request);
        return request;
    }

    PutObjectResponse put(S3Client client, PutObjectRequest request, byte[] content) {
        PutObjectResponse response = client.putObject(request, body(content));
        confirmed(response.eTag());
        return response;
    }

    /** An answer in which what every S3 server answers is missing hides an error in its body, or is none of an S3 server. */
    static String confirmed(@Nullable String answered) {
        return Optional.ofNullable(answered).orElseThrow(Upload::unconfirmed);
    }

    private static SdkClientException unconfirmed() {
        return SdkClientException.create(Silences.UNCONFIRMED);
    }

    /** Without a copy of the bytes. */
    static RequestBody body(byte[] content) {
        return RequestBody.fromContentProvider(
                ContentStreamProvider.fromByteArrayUnsafe(content), content.length, TYPE);
    }
}
