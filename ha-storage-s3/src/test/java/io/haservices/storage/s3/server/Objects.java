package io.haservices.storage.s3.server;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The objects and uploads of one bucket. Each method is atomic. */
final class Objects {
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Stored(byte[] content, String tag, Map<String, String> metadata) {}

    record Pending(String id, String key, Map<String, String> metadata, NavigableMap<Integer, Stored> parts) {}

    private final NavigableMap<String, Stored> objects = new TreeMap<>();
    private final NavigableMap<String, Pending> uploads = new TreeMap<>();
    private int count;

    synchronized @Nullable Stored get(String key) {
        return objects.get(key);
    }

    /** The tag of what was stored; nothing when the condition does not hold. */
    synchronized Optional<String> put(
            String key,
            byte[] content,
            Map<String, String> metadata,
            java.util.function.Predicate<Optional<String>> condition) {
        Stored there = objects.get(key);
        if (!condition.test(Optional.ofNullable(there).map(Stored::tag))) {
            return Optional.empty();
        }
        Stored stored = new Stored(content, md5(content), metadata);
        objects.put(key, stored);
        return Optional.of(stored.tag());
    }

    synchronized void delete(String key) {
        objects.remove(key);
    }

    /** Keys with this prefix behind {@code after}, one more than {@code limit} if there are more. */
    synchronized List<String> keys(String prefix, String after, int limit) {
        return objects.tailMap(after, false).keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .limit(limit + 1L)
                .toList();
    }

    synchronized String begin(String key, Map<String, String> metadata) {
        String id = String.format("upload-%06d", count++);
        uploads.put(id, new Pending(id, key, metadata, new TreeMap<>()));
        return id;
    }

    /** The tag of the part; nothing when there is no such upload. */
    synchronized Optional<String> part(String id, int number, byte[] content) {
        Pending upload = uploads.get(id);
        if (upload == null) {
            return Optional.empty();
        }
        Stored part = new Stored(content, md5(content), Map.of());
        upload.parts().put(number, part);
        return Optional.of(part.tag());
    }

    /** The tag of the object; nothing when there is no such upload. */
    synchronized Optional<String> complete(String id, List<Integer> numbers) {
        Pending upload = uploads.remove(id);
        if (upload == null) {
            return Optional.empty();
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int number : numbers) {
            all.writeBytes(
                    java.util.Objects.requireNonNull(upload.parts().get(number)).content());
        }
        String tag = md5(all.toByteArray()) + "-" + numbers.size();
        objects.put(upload.key(), new Stored(all.toByteArray(), tag, upload.metadata()));
        return Optional.of(tag);
    }

    synchronized boolean abort(String id) {
        return uploads.remove(id) != null;
    }

    synchronized List<Pending> uploads(String prefix, String afterId) {
        return new ArrayList<>(uploads.tailMap(afterId, false).values().stream()
                .filter(upload -> upload.key().startsWith(prefix))
                .toList());
    }

    private static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
