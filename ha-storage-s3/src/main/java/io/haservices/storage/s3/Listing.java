package io.haservices.storage.s3;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.IncompleteWrite;
import io.haservices.values.SegmentPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What there is in the bucket beneath a path. Keys that are no encoded names are none of ours and left alone. */
final class Listing {
    private final S3Root root;
    private final S3Client client;

    Listing(S3Root root, S3Client client) {
        this.root = root;
        this.client = client;
    }

    /** Asks for what lies beneath and for the blob itself: one list of all that begins so could hold any number of others. */
    List<BlobName> blobs(String path) {
        List<BlobName> found = new ArrayList<>();
        String beneath = path.isEmpty() ? root.prefix() : root.prefix() + path + "/";
        for (S3Object object : client.listObjectsV2Paginator(
                        list -> list.bucket(root.bucket()).prefix(beneath))
                .contents()) {
            root.name(object.key()).ifPresent(found::add);
        }
        if (!path.isEmpty() && exists(root.prefix() + path)) {
            found.add(new BlobName(path));
        }
        found.sort(null);
        return found;
    }

    boolean holds(String key) {
        return client.listObjectsV2(list -> list.bucket(root.bucket()).prefix(key)).contents().stream()
                .anyMatch(object -> object.key().equals(key));
    }

    private boolean exists(String key) {
        try {
            client.headObject(head -> head.bucket(root.bucket()).key(key));
            return true;
        } catch (S3Exception e) {
            if (Reasons.meansAbsent(e)) {
                return false;
            }
            throw e;
        }
    }

    /** The uploads at and beneath a path. */
    List<IncompleteWrite> uploads(String path) {
        List<IncompleteWrite> found = new ArrayList<>();
        for (MultipartUpload upload : client.listMultipartUploadsPaginator(
                        list -> list.bucket(root.bucket()).prefix(root.prefix() + path))
                .uploads()) {
            root.name(upload.key())
                    .filter(name -> SegmentPath.covers(path, name.path()))
                    .ifPresent(name -> found.add(new IncompleteWrite(name, upload.uploadId())));
        }
        found.sort(Comparator.comparing(IncompleteWrite::blob).thenComparing(IncompleteWrite::id));
        return found;
    }
}
