package io.haservices.storage.s3;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What lies beneath an exception of the SDK. */
final class Causes {
    private static final int DEPTH = 20;

    private Causes() {}

    static <T extends Throwable> Optional<T> find(Throwable e, Class<T> type) {
        @Nullable Throwable at = e;
        for (int depth = 0; at != null && depth < DEPTH; depth++) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
            at = at.getCause();
        }
        return Optional.empty();
    }

    static String message(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
