package io.haservices.storage.s3;

import io.haservices.config.Configuration;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** What the server is asked for; the two requests that begin an object have no type in common. */
record Encryption(Optional<ServerSideEncryption> method, Optional<String> key) {
    static Encryption of(Configuration configuration) {
        Optional<ServerSideEncryption> method = switch (configuration.get(S3Options.ENCRYPTION)) {
            case NONE -> Optional.empty();
            case AES256 -> Optional.of(ServerSideEncryption.AES256);
            case AWS_KMS -> Optional.of(ServerSideEncryption.AWS_KMS);
        };
        return new Encryption(method, configuration.find(S3Options.KMS_KEY));
    }

    void put(PutObjectRequest.Builder request) {
        method.ifPresent(request::serverSideEncryption);
        key.ifPresent(request::ssekmsKeyId);
    }

    void create(CreateMultipartUploadRequest.Builder request) {
        method.ifPresent(request::serverSideEncryption);
        key.ifPresent(request::ssekmsKeyId);
    }
}
