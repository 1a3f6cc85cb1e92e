package io.haservices.values;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** An immutable sequence of bytes with value equality. */
public final class Bytes {
    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** A copy of these bytes. */
    public static Bytes of(byte[] content) {
        return new Bytes(content.clone());
    }

    /** The UTF-8 form of a text. */
    public static Bytes utf8(String text) {
        return new Bytes(text.getBytes(UTF_8));
    }

    /** A copy of the bytes. */
    public byte[] toArray() {
        return content.clone();
    }

    /** How many bytes. */
    public int length() {
        return content.length;
    }

    /** The bytes read as UTF-8; what is no UTF-8 becomes the replacement character. */
    public String utf8() {
        return new String(content, UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /** The length only: contents may be large or private. */
    @Override
    public String toString() {
        return content.length + " bytes";
    }
}
