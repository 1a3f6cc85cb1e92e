package io.haservices.core.discovery.probe;

/** The class loader of the current thread by its name, which is that of the plugin. */
public final class ContextName {
    private ContextName() {}

    /** As of now. */
    public static String now() {
        return String.valueOf(Thread.currentThread().getContextClassLoader().getName());
    }
}
