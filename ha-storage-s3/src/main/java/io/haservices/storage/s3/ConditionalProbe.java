package io.haservices.storage.s3;

import io.haservices.storage.s3.ConditionalSupport.TagForm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Tries conditions on a key that nobody else has. Servers that do not know a condition mostly ignore it, so the answers to
 * what must be refused are what counts. A lost answer makes the later ones meaningless: then all is tried anew.
 */
final class ConditionalProbe {
    private static final Logger LOG = LoggerFactory.getLogger(ConditionalProbe.class);
    private static final int ATTEMPTS = 3;

    private final S3Root root;
    private final S3Clients clients;
    private final Upload upload;

    ConditionalProbe(S3Root root, S3Clients clients, Upload upload) {
        this.root = root;
        this.clients = clients;
        this.upload = upload;
    }

    ConditionalSupport run() {
        for (int attempt = 1; ; attempt++) {
            String key = root.probeKey();
            try {
                return probe(key);
            } catch (SdkException e) {
                if (attempt == ATTEMPTS || !Reasons.mayHaveTakenEffect(e)) {
                    throw e;
                }
            } finally {
                remove(key);
            }
        }
    }

    private ConditionalSupport probe(String key) {
        String absence = "";
        if (!written(key, put -> put.ifNoneMatch("*"))) {
            absence = "it refuses a PUT with 'If-None-Match: *' where nothing is";
        } else if (written(key, put -> put.ifNoneMatch("*"))) {
            absence = "it ignores 'If-None-Match: *', a second PUT was carried out as well";
        }
        String old = write(key);
        String current = write(key);
        for (TagForm form : forms()) {
            if (written(key, put -> put.ifMatch(form.of(old)))) {
                return new ConditionalSupport(
                        absence, "it ignores 'If-Match', a PUT with an old tag was carried out", Optional.empty());
            }
        }
        for (TagForm form : forms()) {
            if (written(key, put -> put.ifMatch(form.of(current)))) {
                return new ConditionalSupport(absence, "", Optional.of(form));
            }
        }
        return new ConditionalSupport(
                absence, "it refuses a PUT with 'If-Match' and the tag that is there", Optional.empty());
    }

    private List<TagForm> forms() {
        return switch (clients.configuration().get(S3Options.ETAG_QUOTING)) {
            case AUTO -> List.of(TagForm.values());
            case QUOTED -> List.of(TagForm.QUOTED);
            case BARE -> List.of(TagForm.BARE);
        };
    }

    private String write(String key) {
        return upload.put(clients.repeating(), upload.request(key, Mark.fresh()).build(), content())
                .eTag();
    }

    /** Whether a request with this condition was carried out. */
    private boolean written(String key, Consumer<PutObjectRequest.Builder> condition) {
        PutObjectRequest.Builder request = upload.request(key, Mark.fresh());
        condition.accept(request);
        try {
            upload.put(clients.once(), request.build(), content());
            return true;
        } catch (S3Exception e) {
            if (saysNo(e)) {
                return false;
            }
            throw e;
        }
    }

    /** A refusal of the condition, or of conditions at all. */
    private static boolean saysNo(S3Exception e) {
        int status = e.statusCode();
        return status == 412 || status == 409 || status == 501 || (status == 400 && notKnown(e));
    }

    private static boolean notKnown(S3Exception e) {
        String code = Refusals.code(e);
        return code.equals("NotImplemented") || code.equals("InvalidArgument") || code.equals("InvalidRequest");
    }

    private void remove(String key) {
        try {
            clients.repeating()
                    .deleteObject(delete -> delete.bucket(root.bucket()).key(key));
        } catch (SdkException e) {
            LOG.debug("could not remove the probe {}", key, e);
        }
    }

    private static byte[] content() {
        return UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
    }
}
