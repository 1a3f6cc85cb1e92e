package io.haservices.testkit.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** The one thread of a proxy: it waits for sockets, for delayed bytes, and for orders. */
final class EventLoop {
    /** What the loop drives. All methods are called on the loop's thread. */
    interface Work {
        void ready(SelectionKey key);

        /** Called after every round; returns the time of {@link System#nanoTime()} of the next call at the latest. */
        long advance();

        void closeAll();
    }

    private record Order(Runnable action, CompletableFuture<Void> done) {}

    private final Selector selector;
    private final Work work;
    private final Thread thread;
    private final Queue<Order> orders = new ConcurrentLinkedQueue<>();
    private volatile boolean running = true;

    EventLoop(String name, Selector selector, Work work) {
        this.selector = selector;
        this.work = work;
        thread = new Thread(this::loop, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Runs the action on the loop's thread and returns when it is done and every socket that it closed is really closed. */
    void run(Runnable action) {
        Order order = new Order(action, new CompletableFuture<>());
        orders.add(order);
        if (!running) {
            refuseOrders();
        }
        selector.wakeup();
        try {
            order.done().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Ends the loop and waits for its thread. */
    void stop() {
        running = false;
        selector.wakeup();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        try (selector) {
            long next = work.advance();
            while (running) {
                selector.select(work::ready, timeoutMillis(next));
                carryOutOrders();
                next = work.advance();
            }
            work.closeAll();
            selector.selectNow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            running = false;
            refuseOrders();
        }
    }

    private static long timeoutMillis(long next) {
        // Rounded up, since the selector counts milliseconds and 0 would mean "for ever".
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(next - System.nanoTime()) + 1);
    }

    private void carryOutOrders() throws IOException {
        for (Order order = orders.poll(); order != null; order = orders.poll()) {
            try {
                order.action().run();
                // A channel in a selector is only really closed by the selection after close().
                selector.selectNow(work::ready);
                order.done().complete(null);
            } catch (RuntimeException e) {
                order.done().completeExceptionally(e);
            }
        }
    }

    private void refuseOrders() {
        for (Order order = orders.poll(); order != null; order = orders.poll()) {
            order.done().completeExceptionally(new IllegalStateException("the proxy is closed"));
        }
    }
}
