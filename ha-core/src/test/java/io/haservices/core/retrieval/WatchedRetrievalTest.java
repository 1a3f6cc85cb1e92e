package io.haservices.core.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.LeaderInfo;
import io.haservices.LeaderListener;
import io.haservices.core.records.Layout;
import io.haservices.core.runtime.CoreRuntime;
import io.haservices.core.wiring.JvmRuntime;
import io.haservices.errors.HaException;
import io.haservices.errors.NotAuthorizedException;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.WatchListener;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchedRetrievalTest {
    private final JvmRuntime threads = new JvmRuntime("retrieval");
    private final Queue<Runnable> callbacks = new ArrayDeque<>();
    private final CompletableFuture<WatchListener> watching = new CompletableFuture<>();
    private final List<HaException> errors = new ArrayList<>();
    private final WatchedRetrieval retrieval =
            new WatchedRetrieval(Layout.of("cluster", "main"), client(), runtime(), closed -> {});

    @AfterEach
    void endThreads() {
        threads.close();
    }

    /** Callbacks are run by the test. */
    private CoreRuntime runtime() {
        CoreRuntime real = threads.core();
        return new CoreRuntime(
                real.clock(),
                real.loop(),
                real.io(),
                name -> callbacks::add,
                real.network(),
                real.wallClock(),
                real.ids());
    }

    /** The watch fails when the test says so. */
    private Coordination client() {
        return (Coordination) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Coordination.class}, (proxy, method, arguments) -> {
                    watching.complete((WatchListener) arguments[1]);
                    return (Registration) () -> {};
                });
    }

    private void start() {
        retrieval.start(new LeaderListener() {
            @Override
            public void onLeader(Optional<LeaderInfo> leader) {}

            @Override
            public void onError(HaException error) {
                errors.add(error);
            }
        });
    }

    @Test
    void tellsWhenFollowingHasStoppedForGood() {
        start();
        watching.join().onFailure(new NotAuthorizedException("not you"));
        callbacks.remove().run();
        assertThat(errors).singleElement().isInstanceOf(NotAuthorizedException.class);
    }

    @Test
    void tellsNoErrorAfterItWasClosed() {
        start();
        watching.join().onFailure(new NotAuthorizedException("not you"));
        retrieval.close();
        callbacks.remove().run();
        assertThat(errors).isEmpty();
    }
}
