package io.haservices.storage.s3.server;

import java.time.Duration;

/** What happens to a request instead of an orderly answer. */
public sealed interface Fault {
    /** An error in place of carrying the request out. */
    record Refuse(int status, String code) implements Fault {}

    /** An error although the request was carried out. */
    record RefuseAfter(int status, String code) implements Fault {}

    /** The request is carried out, and the answer is status 200 with an error in its body. */
    record ErrorInBody(String code) implements Fault {}

    /** The connection ends and nothing was done. */
    record DropBefore() implements Fault {}

    /** The request is carried out, and the connection ends without an answer. */
    record DropAfter() implements Fault {}

    /** The answer ends after so many bytes of its body. */
    record Cut(int after) implements Fault {}

    /** The request waits so long, then goes on in order. */
    record Slow(Duration delay) implements Fault {}
}
