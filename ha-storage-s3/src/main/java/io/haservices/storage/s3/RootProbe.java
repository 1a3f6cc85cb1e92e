package io.haservices.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Writes, reads, lists and deletes an object that no list of blobs shows. */
final class RootProbe {
    private final S3Root root;
    private final S3Client client;
    private final Upload upload;

    RootProbe(S3Root root, S3Client client, Upload upload) {
        this.root = root;
        this.client = client;
        this.upload = upload;
    }

    /** What is wrong with what the server gives back, if anything is. */
    Optional<String> run() {
        String key = root.probeKey();
        byte[] content = key.getBytes(UTF_8);
        Optional<String> wrong;
        upload.put(client, key, Upload.body(content));
        try {
            wrong = look(key, content);
        } catch (SdkException e) {
            try {
                delete(key);
            } catch (SdkException another) {
                e.addSuppressed(another);
            }
            throw e;
        }
        delete(key);
        return wrong;
    }

    private Optional<String> look(String key, byte[] content) {
        byte[] read = client.getObjectAsBytes(get -> get.bucket(root.bucket()).key(key))
                .asByteArrayUnsafe();
        if (!Arrays.equals(content, read)) {
            return Optional.of("is read otherwise");
        }
        return new Listing(root, client).holds(key) ? Optional.empty() : Optional.of("is not listed");
    }

    private void delete(String key) {
        client.deleteObject(delete -> delete.bucket(root.bucket()).key(key));
    }
}
