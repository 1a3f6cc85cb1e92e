package io.haservices.storage.s3;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** By this user metadata a write is recognised when its answer was lost: bytes and tags may be the same as another's. */
record Mark(String value) {
    private static final String NAME = "ha-write";

    enum Found {
        OURS,
        ANOTHERS,
        NOTHING
    }

    static Mark fresh() {
        return new Mark(UUID.randomUUID().toString());
    }

    Map<String, String> metadata() {
        return Map.of(NAME, value);
    }

    /** What is there; empty when that cannot be found out. */
    Optional<Found> lookAt(S3Client client, String bucket, String key) {
        try {
            String there = client.headObject(head -> head.bucket(bucket).key(key))
                    .metadata()
                    .get(NAME);
            return Optional.of(value.equals(there) ? Found.OURS : Found.ANOTHERS);
        } catch (S3Exception e) {
            return Reasons.meansAbsent(e) ? Optional.of(Found.NOTHING) : Optional.empty();
        } catch (SdkException e) {
            return Optional.empty();
        }
    }

    boolean isAt(S3Client client, String bucket, String key) {
        return lookAt(client, bucket, key).filter(Found.OURS::equals).isPresent();
    }
}
