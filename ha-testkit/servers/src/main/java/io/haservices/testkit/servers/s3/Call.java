package io.haservices.testkit.servers.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A request, taken apart. */
record Call(HttpExchange exchange, Received received, Map<String, String> query, Body body) {

    static Call of(HttpExchange exchange, Path folder) throws IOException {
        String path = exchange.getRequestURI().getRawPath().substring(1);
        int slash = path.indexOf('/');
        String bucket = slash < 0 ? path : path.substring(0, slash);
        String key = slash < 0 ? "" : decode(path.substring(slash + 1));
        Map<String, String> query = parsed(exchange.getRequestURI().getRawQuery());
        Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> header.getValue().get(0)));
        String method = exchange.getRequestMethod();
        boolean bodied = method.equals("PUT") || method.equals("POST");
        return new Call(
                exchange,
                new Received(operation(method, key, query), bucket, key, headers),
                query,
                bodied ? Body.receive(exchange.getRequestBody(), folder) : Body.EMPTY);
    }

    private static Map<String, String> parsed(@org.jspecify.annotations.Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            query.put(
                    decode(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return query;
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

    String operation() {
        return received.operation();
    }

    String bucket() {
        return received.bucket();
    }

    String key() {
        return received.key();
    }

    String method() {
        return exchange.getRequestMethod();
    }

    /** By its name in lower case. */
    String header(String name) {
        return received.header(name);
    }

    String query(String name) {
        return query.getOrDefault(name, "");
    }

    Map<String, String> metadata() {
        return received.headers().entrySet().stream()
                .filter(header -> header.getKey().startsWith("x-amz-meta-"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The id of the access key and the region for which the request was signed; the signature itself is not checked. */
    String[] credential() {
        return Arrays.stream(header("authorization").split("[ ,]+"))
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
