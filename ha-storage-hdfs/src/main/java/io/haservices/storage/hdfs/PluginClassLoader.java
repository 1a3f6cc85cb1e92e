package io.haservices.storage.hdfs;

/**
 * Hadoop finds its parts with the class loader of the calling thread, once for the whole JVM: one call from a thread with a
 * foreign one, and they are never found again. So every call into it goes through here, as do the threads that it starts.
 */
final class PluginClassLoader {
    /** Something that may throw a checked exception of one kind. */
    interface Call<T, E extends Exception> {
        T run() throws E;
    }

    private PluginClassLoader() {}

    static <T, E extends Exception> T call(Call<T, E> call) throws E {
        Thread thread = Thread.currentThread();
        ClassLoader former = thread.getContextClassLoader();
        thread.setContextClassLoader(PluginClassLoader.class.getClassLoader());
        try {
            return call.run();
        } finally {
            thread.setContextClassLoader(former);
        }
    }
}
