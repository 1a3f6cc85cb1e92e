package io.haservices.cli.run;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

/**
 * The signals of this process. By reflection, because the compiler warns of {@code sun.misc} whatever one does, although the module
 * {@code jdk.unsupported} exports it for this very use.
 */
final class Signals {
    /** Those that are passed on to the command. */
    static final List<Known> FORWARDED =
            List.of(new Known("HUP", 1), new Known("INT", 2), new Known("USR1", 10), new Known("TERM", 15));

    private Signals() {}

    /** A signal by name and number. */
    record Known(String name, int number) {
        /** The exit code of a process that this signal ended, as shells say it. */
        int exitCode() {
            return 128 + number;
        }
    }

    /** From now on these signals come here; one that the JVM keeps for itself stays there. */
    static void receive(Consumer<Known> receiver) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            for (Known known : FORWARDED) {
                Object proxy = Proxy.newProxyInstance(
                        Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                            if (method.getName().equals("handle")) {
                                receiver.accept(known);
                                return null;
                            }
                            return method.getName().equals("hashCode") ? (Object) System.identityHashCode(self) : null;
                        });
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(known.name()), proxy);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM does not let signals be received", e);
        }
    }
}
