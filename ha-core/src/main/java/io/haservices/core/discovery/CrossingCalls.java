package io.haservices.core.discovery;

import io.haservices.errors.HaException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Every call of one object of the other side, its default methods among them. Errors arrive as they were thrown. */
final class CrossingCalls implements InvocationHandler {
    private final Object target;
    private final Crossing way;

    CrossingCalls(Object target, Crossing way) {
        this.target = target;
        this.way = way;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Thread thread = Thread.currentThread();
        Crossing back = Crossing.back();
        @Nullable
        Object[] given = arguments == null
                ? new @Nullable Object[0]
                : Arrays.stream(arguments)
                        .map(one -> one == null ? null : back.over(one))
                        .toArray();
        Object result;
        thread.setContextClassLoader(way.side());
        try {
            result = method.invoke(target, given);
        } catch (InvocationTargetException e) {
            Throwable seen = explained(e);
            if (seen != e.getCause() && isCommit(method)) {
                return CompletableFuture.completedFuture(unknown(seen));
            }
            throw seen;
        } finally {
            thread.setContextClassLoader(back.side());
        }
        if (result instanceof CompletionStage<?> stage) {
            return relay(method, stage, back);
        }
        return result == null ? null : way.over(result);
    }

    /** The same stage, but what depends on it does not run under the class loader over there. */
    private CompletionStage<?> relay(Method method, CompletionStage<?> stage, Crossing back) {
        CompletableFuture<@Nullable Object> relay = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(back.side());
            try {
                if (failure == null) {
                    relay.complete(value);
                } else {
                    fail(method, relay, failure);
                }
            } finally {
                thread.setContextClassLoader(before);
            }
        });
        return relay;
    }

    private void fail(Method method, CompletableFuture<@Nullable Object> relay, Throwable failure) {
        Throwable seen = explained(failure);
        if (seen != cause(failure) && isCommit(method)) {
            relay.complete(unknown(seen));
        } else {
            relay.completeExceptionally(seen);
        }
    }

    private Throwable explained(Throwable wrapped) {
        return way.explanation().apply(cause(wrapped));
    }

    private static Throwable cause(Throwable wrapped) {
        Throwable cause = wrapped.getCause();
        boolean wrapping = wrapped instanceof InvocationTargetException || wrapped instanceof CompletionException;
        return wrapping && cause != null ? cause : wrapped;
    }

    // Whether it had been sent before the class was missed, nobody knows.
    private static boolean isCommit(Method method) {
        return method.getDeclaringClass() == Coordination.class
                && method.getName().equals("commit");
    }

    private static Commit unknown(Throwable explained) {
        return new Commit.Unknown((HaException) explained);
    }
}
