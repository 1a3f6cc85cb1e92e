package io.haservices.values;

/** The clock of all deadlines. Never set, never jumps back; readings compare by subtraction, as with {@link System#nanoTime()}. */
@FunctionalInterface
public interface MonotonicClock {
    /** The machine's own monotonic clock. */
    MonotonicClock SYSTEM = System::nanoTime;

    /** Nanoseconds since an arbitrary moment. */
    long nanoTime();
}
