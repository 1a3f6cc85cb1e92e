package io.haservices.storage.s3.server;

import io.haservices.storage.s3.server.Objects.Pending;
import io.haservices.storage.s3.server.Objects.Stored;
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
                yield status(204);
            }
            case "DeleteObjects" -> deleteMany(call, objects);
            case "ListObjectsV2" -> list(call, objects);
            case "ListMultipartUploads" -> listUploads(call, objects);
            case "CreateMultipartUpload" ->
                Answer.xml("<InitiateMultipartUploadResult><UploadId>" + objects.begin(call.key(), call.metadata())
                        + "</UploadId></InitiateMultipartUploadResult>");
            case "UploadPart" ->
                objects.part(call.query("uploadId"), Integer.parseInt(call.query("partNumber")), call.body())
                        .map(tag -> Answer.ok().with("ETag", '"' + tag + '"'))
                        .orElseGet(() -> Answer.error(404, "NoSuchUpload"));
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
                objects.abort(call.query("uploadId")) ? status(204) : Answer.error(404, "NoSuchUpload");
            default -> Answer.error(501, "NotImplemented");
        };
    }

    private Answer put(Call call, Objects objects) {
        Predicate<Optional<String>> condition = there -> true;
        String match = call.header("If-Match");
        if (!call.header("If-None-Match").isEmpty() && !behaviour.ignoresIfNoneMatch) {
            condition = Optional::isEmpty;
        }
        if (!match.isEmpty() && !behaviour.ignoresIfMatch) {
            if (objects.get(call.key()) == null) {
                return Answer.error(404, "NoSuchKey");
            }
            Function<String, String> form = tag -> behaviour.bareTagsOnly ? tag : '"' + tag + '"';
            condition = there -> there.map(form).equals(Optional.of(match));
        }
        return objects.put(call.key(), call.body(), call.metadata(), condition)
                .map(tag -> Answer.ok().with("ETag", '"' + tag + '"'))
                .orElseGet(() -> Answer.error(412, "PreconditionFailed"));
    }

    private static Answer get(Call call, Objects objects) {
        Stored stored = objects.get(call.key());
        if (stored == null) {
            return Answer.error(404, "NoSuchKey");
        }
        Answer answer = new Answer(200, new HashMap<>(stored.metadata()), stored.content());
        return answer.with("ETag", '"' + stored.tag() + '"');
    }

    private Answer deleteMany(Call call, Objects objects) {
        if (behaviour.deletesSinglyOnly) {
            return Answer.error(501, "NotImplemented");
        }
        if (behaviour.refusesNewerChecksums && call.header("Content-MD5").isEmpty()) {
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

    private static Answer status(int status) {
        return new Answer(status, new HashMap<>(), new byte[0]);
    }

    private static List<String> texts(Call call, String element) {
        try {
            NodeList nodes = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(call.body()))
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
