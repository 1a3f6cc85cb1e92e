package io.haservices.testkit.servers.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Bytes in files, one for each part, so that a large object takes no memory. The files stay until the server is closed. */
record Body(List<Path> files, long length, String tag) {
    static final Body EMPTY = new Body(List.of(), 0, "");

    static Body receive(InputStream content, Path folder) throws IOException {
        MessageDigest digest = md5();
        Path file = Files.createTempFile(folder, "", "");
        long length;
        try (var out = Files.newOutputStream(file)) {
            length = new DigestInputStream(content, digest).transferTo(out);
        }
        return new Body(List.of(file), length, HexFormat.of().formatHex(digest.digest()));
    }

    /** The object of these parts, with a tag as S3 makes it. */
    static Body of(List<Body> parts) {
        MessageDigest digest = md5();
        parts.forEach(part -> digest.update(HexFormat.of().parseHex(part.tag())));
        return new Body(
                parts.stream().flatMap(part -> part.files().stream()).toList(),
                parts.stream().mapToLong(Body::length).sum(),
                HexFormat.of().formatHex(digest.digest()) + "-" + parts.size());
    }

    InputStream open() {
        Stream<InputStream> streams = files.stream().map(Body::open);
        return new SequenceInputStream(Collections.enumeration(streams.toList()));
    }

    byte[] bytes() {
        try (InputStream stream = open()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
