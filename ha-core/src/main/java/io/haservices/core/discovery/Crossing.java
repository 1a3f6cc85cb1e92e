package io.haservices.core.discovery;

import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.CoordinationProvider;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.SessionListener;
import io.haservices.spi.coordination.WatchListener;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The way over to the objects of one side, a plugin or this program: a call runs under the class loader of that side, what it
 * returns belongs to that side, and what it is given belongs to the caller's side and is called back under the caller's class
 * loader. Values cross as they are.
 *
 * @param side the context class loader over there
 * @param explanation what the caller gets to see of an error; the error itself, if there is nothing to explain
 */
record Crossing(@Nullable ClassLoader side, UnaryOperator<Throwable> explanation) {
    static final List<Class<?>> CALLED = List.of(
            CoordinationProvider.class,
            Coordination.class,
            Registration.class,
            WatchListener.class,
            SessionListener.class,
            StorageProvider.class,
            Storage.class,
            BlobSource.class);

    /** Back to whoever is calling now. */
    static Crossing back() {
        return new Crossing(Thread.currentThread().getContextClassLoader(), UnaryOperator.identity());
    }

    /** An object of that side as the other side calls it. */
    Object over(Object object) {
        if (object instanceof InputStream stream) {
            return new CrossingStream(stream, this);
        }
        Class<?>[] types =
                CALLED.stream().filter(type -> type.isInstance(object)).toArray(Class<?>[]::new);
        return types.length == 0
                ? object
                : Proxy.newProxyInstance(Crossing.class.getClassLoader(), types, new CrossingCalls(object, this));
    }

    /** What a stream does over there. */
    <T> T io(Io<T> work) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader caller = thread.getContextClassLoader();
        thread.setContextClassLoader(side);
        try {
            return work.done();
        } catch (RuntimeException | Error e) {
            throw unchecked(explanation.apply(e));
        } finally {
            thread.setContextClassLoader(caller);
        }
    }

    private static RuntimeException unchecked(Throwable error) {
        if (error instanceof Error fatal) {
            throw fatal;
        }
        return (RuntimeException) error;
    }

    /** A call of a stream. */
    interface Io<T> {
        T done() throws IOException;
    }
}
