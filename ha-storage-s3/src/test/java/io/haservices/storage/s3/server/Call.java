package io.haservices.storage.s3.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A request, taken apart. {@code operation} is S3's name for it, such as {@code UploadPart}. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Call(
        HttpExchange exchange, String operation, String bucket, String key, Map<String, String> query, byte[] body) {

    static Call of(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath().substring(1);
        int slash = path.indexOf('/');
        String bucket = slash < 0 ? path : path.substring(0, slash);
        String key = slash < 0 ? "" : decode(path.substring(slash + 1));
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            query.put(
                    decode(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return new Call(
                exchange,
                operation(exchange.getRequestMethod(), key, query),
                bucket,
                key,
                query,
                exchange.getRequestBody().readAllBytes());
    }

    private static String operation(String method, String key, Map<String, String> query) {
        return switch (method) {
            case "GET" ->
                !key.isEmpty() ? "GetObject" : query.containsKey("uploads") ? "ListMultipartUploads" : "ListObjectsV2";
            case "HEAD" -> "HeadObject";
            case "PUT" -> query.containsKey("uploadId") ? "UploadPart" : "PutObject";
            case "DELETE" -> query.containsKey("uploadId") ? "AbortMultipartUpload" : "DeleteObject";
            case "POST" ->
                query.containsKey("delete")
                        ? "DeleteObjects"
                        : query.containsKey("uploads") ? "CreateMultipartUpload" : "CompleteMultipartUpload";
            default -> method;
        };
    }

    String method() {
        return exchange.getRequestMethod();
    }

    String header(String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    String query(String name) {
        return query.getOrDefault(name, "");
    }

    Map<String, String> metadata() {
        return exchange.getRequestHeaders().entrySet().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).startsWith("x-amz-meta-"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> header.getValue().get(0)));
    }

    /** The id of the access key and the region for which the request was signed; the signature itself is not checked. */
    String[] credential() {
        return Arrays.stream(header("Authorization").split("[ ,]+"))
                .filter(part -> part.startsWith("Credential="))
                .map(part -> part.substring("Credential=".length()).split("/"))
                .filter(parts -> parts.length == 5)
                .map(parts -> new String[] {parts[0], parts[2]})
                .findFirst()
                .orElseGet(() -> new String[] {"", ""});
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }
}
