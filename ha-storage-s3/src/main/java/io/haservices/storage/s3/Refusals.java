package io.haservices.storage.s3;

import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a server's error means, and what can be done about it. */
final class Refusals {
    private static final Set<String> WRONG_KEYS = Set.of(
            "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken", "TokenRefreshRequired");
    private static final Set<String> WRONG_REGION = Set.of(
            "PermanentRedirect",
            "TemporaryRedirect",
            "AuthorizationHeaderMalformed",
            "IllegalLocationConstraintException");

    /** Of Ceph and of MinIO; at Amazon there is always room. */
    private static final Set<String> FULL =
            Set.of("QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded");

    private final S3Root root;
    private final S3Clients clients;

    Refusals(S3Root root, S3Clients clients) {
        this.root = root;
        this.clients = clients;
    }

    static String code(S3Exception e) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    String of(S3Exception e) {
        String code = code(e);
        String said = said(e, code);
        if (code.equals("NoSuchBucket")) {
            return "there is no bucket '" + root.bucket() + "'; " + said
                    + " Create it, or correct 'high-availability.storageDir'.";
        }
        if (code.equals("NoSuchUpload")) {
            return "its upload was aborted before it had ended, as 'ha fsck --repair' does with those of older terms and"
                    + " a lifecycle rule of the bucket with old ones; " + said
                    + " Nothing was written; if this process still leads, write again.";
        }
        if (WRONG_KEYS.contains(code)) {
            return "the credentials are wrong; " + said + " Check '" + S3Options.ACCESS_KEY.key() + "' and '"
                    + S3Options.SECRET_KEY.key() + "', or what the SDK's default chain finds.";
        }
        if (code.equals("RequestTimeTooSkewed")) {
            return "the clock of this machine is wrong; " + said + " Set it.";
        }
        if (code.startsWith("KMS.")) {
            return "the key for the encryption cannot be used; " + said + " Check '" + S3Options.KMS_KEY.key()
                    + "', and that this identity may use that key.";
        }
        if (FULL.contains(code) || e.statusCode() == 507) {
            return "there is no space left; " + said + " Make room, or raise the quota of bucket '" + root.bucket()
                    + "' or of this identity.";
        }
        Optional<String> region = header(e, "x-amz-bucket-region");
        boolean redirected = e.statusCode() / 100 == 3;
        if (WRONG_REGION.contains(code) || (redirected && region.isPresent())) {
            return "the region is wrong; " + said + " Set '" + S3Options.REGION.key() + "'"
                    + region.map(name -> " to '" + name + "'").orElse("") + ".";
        }
        if (redirected) {
            return "the server is elsewhere; " + said + " Set '" + S3Options.ENDPOINT.key() + "'"
                    + header(e, "Location")
                            .map(place -> ": it sends to " + place)
                            .orElse("") + ".";
        }
        if (code.isEmpty() && e.requestId() == null) {
            return said + " That is no answer of an S3 server: check '" + S3Options.ENDPOINT.key() + "'.";
        }
        if (e.statusCode() == 403 || e.statusCode() == 401) {
            return "permission denied; " + said
                    + " Grant this identity reading, writing, listing and deleting in bucket '" + root.bucket()
                    + "' beneath '" + root.prefix() + "'.";
        }
        return newerChecksums(e)
                ? said + " If the server does not know the newer checksums, set '" + S3Options.CHECKSUMS.key()
                        + "' to 'when-required'."
                : said;
    }

    private String said(S3Exception e, String code) {
        AwsErrorDetails details = e.awsErrorDetails();
        String words = details == null ? null : details.errorMessage();
        return "the server at " + clients.where() + " answered " + e.statusCode() + (code.isEmpty() ? "" : " " + code)
                + (words == null || words.isEmpty() ? "" : ": " + words.replaceAll("\\.$", ""))
                + (e.requestId() == null ? "" : " (request " + e.requestId() + ")") + ".";
    }

    private boolean newerChecksums(S3Exception e) {
        return clients.configuration().get(S3Options.CHECKSUMS) == S3Options.Checksums.WHEN_SUPPORTED
                && (e.statusCode() == 400 || e.statusCode() == 501);
    }

    private static Optional<String> header(S3Exception e, String name) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details == null ? Optional.empty() : details.sdkHttpResponse().firstMatchingHeader(name);
    }
}
