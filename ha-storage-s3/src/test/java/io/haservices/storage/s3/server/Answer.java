package io.haservices.storage.s3.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;

/** What is sent back. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Answer(int status, Map<String, String> headers, byte[] body) {
    static Answer ok() {
        return new Answer(200, new HashMap<>(), new byte[0]);
    }

    static Answer xml(String content) {
        return new Answer(
                        200,
                        new HashMap<>(),
                        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + content).getBytes(UTF_8))
                .with("Content-Type", "application/xml");
    }

    static Answer error(int status, String code) {
        Answer body = xml("<Error><Code>" + code + "</Code><Message>said by the test server</Message>"
                + "<RequestId>test-request</RequestId></Error>");
        return new Answer(status, body.headers(), body.body());
    }

    Answer with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
