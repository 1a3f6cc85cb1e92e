package io.haservices.storage.s3;

import java.util.function.Supplier;

/**
 * The SDK looks for parts of itself in the context class loader of the thread, which knows nothing of them when this module
 * has a class loader of its own.
 */
final class ContextLoader {
    private ContextLoader() {}

    static <T> T with(Supplier<T> action) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ContextLoader.class.getClassLoader());
        try {
            return action.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
