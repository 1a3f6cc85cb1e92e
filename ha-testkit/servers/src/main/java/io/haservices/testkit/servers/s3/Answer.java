package io.haservices.testkit.servers.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What is sent back. */
record Answer(int status, Map<String, String> headers, long length, Supplier<InputStream> body) {
    static Answer ok() {
        return empty(200);
    }

    static Answer empty(int status) {
        return new Answer(status, new HashMap<>(), 0, InputStream::nullInputStream);
    }

    static Answer xml(int status, String content) {
        byte[] bytes = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + content).getBytes(UTF_8);
        return new Answer(status, new HashMap<>(), bytes.length, () -> new ByteArrayInputStream(bytes))
                .with("Content-Type", "application/xml");
    }

    static Answer xml(String content) {
        return xml(200, content);
    }

    static Answer error(int status, String code) {
        return xml(
                status,
                "<Error><Code>" + code + "</Code><Message>said by the test server</Message>"
                        + "<RequestId>test-request</RequestId></Error>");
    }

    Answer with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
