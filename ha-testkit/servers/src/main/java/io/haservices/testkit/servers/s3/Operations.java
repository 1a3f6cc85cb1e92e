package io.haservices.testkit.servers.s3;

import io.haservices.testkit.servers.s3.Objects.Pending;
import io.haservices.testkit.servers.s3.Objects.Stored;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.NodeList;

/** What each request does. */
final class Operations {
    private final Behaviour behaviour;

    Operations(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    Answer perform(Call call, Objects objects) {
        return switch (call.operation()) {
            case "PutObject" -> put(call, objects);
            case "GetObject", "HeadObject" -> get(call, objects);
            case "DeleteObject" -> {
                objects.delete(call.key());
                yield Answer.empty(204);
            }
            case "DeleteObjects" -> deleteMany(call, objects);
            case "ListObjectsV2" -> list(call, objects);
            case "ListMultipartUploads" -> listUploads(call, objects);
            case "CreateMultipartUpload" ->
                Answer.xml("<InitiateMultipartUploadResult><UploadId>" + objects.begin(call.key(), call.metadata())
                        + "</UploadId></InitiateMultipartUploadResult>");
            case "UploadPart" ->
                objects.part(call.query("uploadId"), Integer.parseInt(call.query("partNumber")), call.body())
                        ? tagged(call.body())
                        : Answer.error(404, "NoSuchUpload");
            case "CompleteMultipartUpload" ->
                objects.complete(
                                call.query("uploadId"),
                                texts(call, "PartNumber").stream()
                                        .map(Integer::valueOf)
                                        .toList())
                        .map(tag -> Answer.xml("<CompleteMultipartUploadResult><ETag>\"" + tag
                                + "\"</ETag></CompleteMultipartUploadResult>"))
                        .orElseGet(() -> Answer.error(404, "NoSuchUpload"));
            case "AbortMultipartUpload" ->
                objects.abort(call.query("uploadId")) ? Answer.empty(204) : Answer.error(404, "NoSuchUpload");
            default -> Answer.error(501, "NotImplemented");
        };
    }

    private Answer put(Call call, Objects objects) {
        Predicate<Optional<String>> condition = there -> true;
        String match = call.header("if-match");
        if (!call.header("if-none-match").isEmpty() && !behaviour.ignoresIfNoneMatch) {
            condition = Optional::isEmpty;
        }
        if (!match.isEmpty() && !behaviour.ignoresIfMatch) {
            if (objects.get(call.key()) == null) {
                return Answer.error(404, "NoSuchKey");
            }
            Function<String, String> form = tag -> behaviour.bareTagsOnly ? tag : '"' + tag + '"';
            condition = there -> there.map(form).equals(Optional.of(match));
        }
        return objects.put(call.key(), new Stored(call.body(), call.metadata()), condition)
                ? tagged(call.body())
                : Answer.error(412, "PreconditionFailed");
    }

    private static Answer tagged(Body body) {
        return Answer.ok().with("ETag", '"' + body.tag() + '"');
    }

    private static Answer get(Call call, Objects objects) {
        Stored stored = objects.get(call.key());
        if (stored == null) {
            return Answer.error(404, "NoSuchKey");
        }
        Body body = stored.body();
        return new Answer(200, new HashMap<>(stored.metadata()), body.length(), body::open)
                .with("ETag", '"' + body.tag() + '"');
    }

    private Answer deleteMany(Call call, Objects objects) {
        if (behaviour.deletesSinglyOnly) {
            return Answer.error(501, "NotImplemented");
        }
        if (behaviour.refusesNewerChecksums && call.header("content-md5").isEmpty()) {
            return Answer.error(400, "MissingContentMD5");
        }
        StringBuilder errors = new StringBuilder();
        for (String key : texts(call, "Key")) {
            if (behaviour.permits("DELETE", key)) {
                objects.delete(key);
            } else {
                errors.append("<Error><Key>")
                        .append(Answer.escape(key))
                        .append("</Key><Code>AccessDenied</Code></Error>");
            }
        }
        return Answer.xml("<DeleteResult>" + errors + "</DeleteResult>");
    }

    private Answer list(Call call, Objects objects) {
        List<String> keys = new ArrayList<>(
                objects.keys(call.query("prefix"), call.query("continuation-token"), behaviour.pageSize));
        boolean more = keys.size() > behaviour.pageSize;
        if (more) {
            keys.remove(keys.size() - 1);
        }
        StringBuilder page = new StringBuilder("<ListBucketResult><IsTruncated>" + more + "</IsTruncated>");
        keys.forEach(
                key -> page.append("<Contents><Key>").append(Answer.escape(key)).append("</Key></Contents>"));
        if (more) {
            page.append(
                    "<NextContinuationToken>" + Answer.escape(keys.get(keys.size() - 1)) + "</NextContinuationToken>");
        }
        return Answer.xml(page.append("</ListBucketResult>").toString());
    }

    private Answer listUploads(Call call, Objects objects) {
        List<Pending> uploads = objects.uploads(call.query("prefix"), call.query("upload-id-marker"));
        boolean more = uploads.size() > behaviour.pageSize;
        List<Pending> shown = more ? uploads.subList(0, behaviour.pageSize) : uploads;
        StringBuilder page = new StringBuilder("<ListMultipartUploadsResult><IsTruncated>" + more + "</IsTruncated>");
        shown.forEach(upload -> page.append("<Upload><Key>")
                .append(Answer.escape(upload.key()))
                .append("</Key><UploadId>")
                .append(upload.id())
                .append("</UploadId></Upload>"));
        if (more) {
            Pending last = shown.get(shown.size() - 1);
            page.append("<NextKeyMarker>" + Answer.escape(last.key()) + "</NextKeyMarker><NextUploadIdMarker>"
                    + last.id() + "</NextUploadIdMarker>");
        }
        return Answer.xml(page.append("</ListMultipartUploadsResult>").toString());
    }

    private static List<String> texts(Call call, String element) {
        try {
            NodeList nodes = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(call.body().bytes()))
                    .getElementsByTagName(element);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                texts.add(nodes.item(i).getTextContent());
            }
            return texts;
        } catch (Exception e) {
            throw new IllegalArgumentException("the body of " + call.operation() + " is no XML", e);
        }
    }
}
