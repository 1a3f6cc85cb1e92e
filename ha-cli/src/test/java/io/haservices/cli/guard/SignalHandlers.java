package io.haservices.cli.guard;

import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Takes signals to this process, which Java offers only in a class that it warns about when it compiles; hence by reflection. A handler
 * replaces the JVM's own: after TERM is taken, TERM no longer ends this JVM.
 */
final class SignalHandlers {
    private SignalHandlers() {}

    /**
     * Runs {@code handler} on a thread of the JVM at each such signal.
     *
     * @param name like {@code TERM}
     * @throws IllegalArgumentException if the JVM keeps this signal for itself or does not know it
     */
    static void take(String name, Runnable handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    SignalHandlers.class.getClassLoader(),
                    new Class<?>[] {type},
                    (self, method, arguments) -> answer(self, method.getName(), arguments, handler));
            signal.getMethod("handle", signal, type)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("cannot take the signal " + name, e);
        }
    }

    private static @Nullable Object answer(
            Object self, String method, Object @Nullable [] arguments, Runnable handler) {
        return switch (method) {
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> arguments != null && arguments[0] == self;
            case "toString" -> "handler of ha";
            default -> {
                handler.run();
                yield null;
            }
        };
    }
}
