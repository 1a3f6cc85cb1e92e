package io.haservices.testkit.servers.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The objects and uploads of one bucket. Each method is atomic. */
final class Objects {
    record Stored(Body body, Map<String, String> metadata) {}

    record Pending(String id, String key, Map<String, String> metadata, NavigableMap<Integer, Body> parts) {}

    private final NavigableMap<String, Stored> objects = new TreeMap<>();
    private final NavigableMap<String, Pending> uploads = new TreeMap<>();
    private int count;

    synchronized @Nullable Stored get(String key) {
        return objects.get(key);
    }

    /** Whether it was stored; it is not when the condition on the tag that is there does not hold. */
    synchronized boolean put(String key, Stored stored, Predicate<Optional<String>> condition) {
        Stored there = objects.get(key);
        if (!condition.test(Optional.ofNullable(there).map(Stored::body).map(Body::tag))) {
            return false;
        }
        objects.put(key, stored);
        return true;
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

    /** How many bytes there are beneath a prefix, those of incomplete uploads among them. */
    synchronized long size(String prefix) {
        long whole = objects.tailMap(prefix, true).entrySet().stream()
                .filter(object -> object.getKey().startsWith(prefix))
                .mapToLong(object -> object.getValue().body().length())
                .sum();
        long pending = uploads("", "").stream()
                .filter(upload -> upload.key().startsWith(prefix))
                .flatMap(upload -> upload.parts().values().stream())
                .mapToLong(Body::length)
                .sum();
        return whole + pending;
    }

    synchronized String begin(String key, Map<String, String> metadata) {
        String id = String.format("upload-%06d", count++);
        uploads.put(id, new Pending(id, key, metadata, new TreeMap<>()));
        return id;
    }

    /** Whether there is such an upload. */
    synchronized boolean part(String id, int number, Body content) {
        Pending upload = uploads.get(id);
        if (upload == null) {
            return false;
        }
        upload.parts().put(number, content);
        return true;
    }

    /** The tag of the object; nothing when there is no such upload. */
    synchronized Optional<String> complete(String id, List<Integer> numbers) {
        Pending upload = uploads.get(id);
        if (upload == null || !upload.parts().keySet().containsAll(numbers)) {
            return Optional.empty();
        }
        uploads.remove(id);
        Body whole = Body.of(numbers.stream()
                .map(number -> java.util.Objects.requireNonNull(upload.parts().get(number)))
                .toList());
        objects.put(upload.key(), new Stored(whole, upload.metadata()));
        return Optional.of(whole.tag());
    }

    synchronized boolean abort(String id) {
        return uploads.remove(id) != null;
    }

    synchronized List<Pending> uploads(String prefix, String afterId) {
        return new ArrayList<>(uploads.tailMap(afterId, false).values().stream()
                .filter(upload -> upload.key().startsWith(prefix))
                .toList());
    }
}
