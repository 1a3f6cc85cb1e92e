package io.haservices.storage.s3;

import io.haservices.spi.storage.BlobName;
import io.haservices.values.Segment;
import io.haservices.values.SegmentPath;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The bucket, and what stands before the name of every blob in its key.
 *
 * @param uri as configured
 * @param bucket its name
 * @param prefix empty, or ends with a slash
 */
record S3Root(URI uri, String bucket, String prefix) {
    static S3Root of(URI uri) {
        String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("^/+|/+$", "");
        return new S3Root(uri, uri.getAuthority(), path.isEmpty() ? "" : path + "/");
    }

    /** What is wrong with the URI, one sentence a problem; without what stands before an '@', which may be a password. */
    static List<String> problems(URI uri) {
        String authority = uri.getRawAuthority();
        if (authority != null && authority.contains("@")) {
            return List.of("the URI of an s3 storage must not hold credentials; set '" + S3Options.ACCESS_KEY.key()
                    + "' and '" + S3Options.SECRET_KEY.key() + "' instead.");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return List.of("'" + uri + "' must not hold '?' or '#'; write %3F or %23 for them.");
        }
        if (authority == null || !authority.matches("[A-Za-z0-9._-]+")) {
            return List.of("'" + uri + "' does not name a bucket; write for example s3://bucket/prefix.");
        }
        boolean odd = uri.getPath().length() > 1
                && Arrays.stream(uri.getPath().substring(1).split("/"))
                        .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        return odd
                ? List.of("the path of '" + uri + "' must not hold '//', '.' or '..': they are parts of a key in S3,"
                        + " but not everywhere on the way there.")
                : List.of();
    }

    String key(BlobName name) {
        return prefix + name.path();
    }

    /** A key that no blob has and no list shows: encoded segments never begin with a dot. */
    String probeKey() {
        return prefix + ".probe-" + UUID.randomUUID();
    }

    /** The blob of a key, unless the key is none of ours. */
    Optional<BlobName> name(String key) {
        if (!key.startsWith(prefix)) {
            return Optional.empty();
        }
        String path = key.substring(prefix.length());
        boolean encoded = Arrays.stream(path.split("/", -1)).allMatch(Segment::isEncoded);
        return encoded ? Optional.of(new BlobName(path)) : Optional.empty();
    }

    /** The path itself, if it is one or empty. */
    static String checked(String path) {
        return path.isEmpty() ? path : SegmentPath.check(path);
    }
}
