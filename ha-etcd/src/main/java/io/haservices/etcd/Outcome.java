package io.haservices.etcd;

import io.haservices.errors.HaException;
import java.util.function.Consumer;

/** Learns how a request ended, once, on the loop. */
interface Outcome<T> {
    void done(T value);

    void failed(HaException cause);

    static <T> Outcome<T> of(Consumer<T> done, Consumer<HaException> failed) {
        return new Outcome<>() {
            @Override
            public void done(T value) {
                done.accept(value);
            }

            @Override
            public void failed(HaException cause) {
                failed.accept(cause);
            }
        };
    }
}
