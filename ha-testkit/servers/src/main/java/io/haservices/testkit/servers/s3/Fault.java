package io.haservices.testkit.servers.s3;

import java.time.Duration;

/** What happens to a request instead of an orderly answer. */
public sealed interface Fault {
    /**
     * An error in place of carrying the request out.
     *
     * @param status the HTTP status
     * @param code S3's name of the error, such as {@code SlowDown}
     */
    record Refuse(int status, String code) implements Fault {}

    /**
     * An error although the request was carried out.
     *
     * @param status the HTTP status
     * @param code S3's name of the error
     */
    record RefuseAfter(int status, String code) implements Fault {}

    /**
     * The answer is status 200 with an error in its body.
     *
     * @param code S3's name of the error
     * @param carriedOut whether the request was
     */
    record ErrorInBody(String code, boolean carriedOut) implements Fault {}

    /** The connection ends and nothing was done. */
    record DropBefore() implements Fault {}

    /** The request is carried out, and the connection ends without an answer. */
    record DropAfter() implements Fault {}

    /**
     * The connection ends in the middle of the answer.
     *
     * @param after how many bytes of the body are sent
     */
    record Cut(int after) implements Fault {}

    /**
     * The answer stops in its middle, and the connection stays.
     *
     * @param after how many bytes of the body are sent
     */
    record Stall(int after) implements Fault {}

    /** Nothing is done, nothing is answered, and the connection stays. */
    record Hang() implements Fault {}

    /**
     * The request waits, then goes on in order.
     *
     * @param delay how long
     */
    record Slow(Duration delay) implements Fault {}
}
