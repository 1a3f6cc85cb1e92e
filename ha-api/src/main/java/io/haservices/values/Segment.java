package io.haservices.values;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;

/**
 * Turns a name (an election, a store, the name of a state) into one segment of a key and back (SS-09). Bytes of the UTF-8
 * form outside {@code [A-Za-z0-9_-]} and a non-leading {@code .} are percent-encoded with upper-case digits, so that every
 * name has exactly one encoded form and no name can leave its place in the tree.
 */
public final class Segment {
    /** The longest encoded segment, in bytes: it is also a file name, which file systems limit to 255. */
    public static final int MAX_ENCODED_LENGTH = 200;

    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    private static final String HEX = "0123456789ABCDEF";

    private Segment() {}

    /**
     * The encoded form of a name.
     *
     * @throws IllegalArgumentException when the name is empty, {@code .}, {@code ..}, not encodable as UTF-8, or longer
     *     than {@value #MAX_ENCODED_LENGTH} bytes in its encoded form
     */
    public static String encode(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("'" + name + "' is not a name: it must not be empty, '.' or '..'");
        }
        ByteBuffer bytes;
        try {
            bytes = UTF_8.newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(java.nio.CharBuffer.wrap(name));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a name holds an unpaired surrogate and has no UTF-8 form", e);
        }
        StringBuilder encoded = new StringBuilder(bytes.remaining());
        while (bytes.hasRemaining()) {
            int b = bytes.get() & 0xff;
            if (isPlain(b, encoded.length() > 0)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.charAt(b >> 4)).append(HEX.charAt(b & 15));
            }
        }
        if (encoded.length() > MAX_ENCODED_LENGTH) {
            throw new IllegalArgumentException(
                    "the name '" + name.substring(0, Math.min(32, name.length())) + "...' takes " + encoded.length()
                            + " bytes encoded; at most " + MAX_ENCODED_LENGTH + " are allowed");
        }
        return encoded.toString();
    }

    /**
     * The name of an encoded segment.
     *
     * @throws IllegalArgumentException when this is not what {@link #encode} makes of any name
     */
    public static String decode(String segment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c != '%') {
                bytes.write(c);
                continue;
            }
            if (i + 2 >= segment.length()) {
                throw notASegment(segment);
            }
            int high = HEX.indexOf(segment.charAt(i + 1));
            int low = HEX.indexOf(segment.charAt(i + 2));
            if (high < 0 || low < 0) {
                throw notASegment(segment);
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        String name = bytes.toString(UTF_8);
        if (name.isEmpty()
                || name.equals(".")
                || name.equals("..")
                || !encode(name).equals(segment)) {
            throw notASegment(segment);
        }
        return name;
    }

    /** Whether this is the encoded form of some name. */
    public static boolean isEncoded(String segment) {
        try {
            decode(segment);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isPlain(int b, boolean dotAllowed) {
        return PLAIN.indexOf(b) >= 0 || (b == '.' && dotAllowed);
    }

    private static IllegalArgumentException notASegment(String segment) {
        return new IllegalArgumentException("'" + segment + "' is not an encoded segment of a key");
    }
}
