package io.haservices.core.runtime;

import io.haservices.values.MonotonicClock;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Everything that the services take from the outside, so that a simulator can give it in virtual time.
 *
 * @param clock of all deadlines
 * @param loop the one loop of this client
 * @param io for what blocks: storage
 * @param callbacks makes an executor for the callbacks to one election's or retrieval's user, given a name for its thread: one
 *     after another, in order, independent of those of others
 * @param network for evidence of the life of other processes
 * @param wallClock for people only; nothing is decided by it
 * @param ids gives a new random id, of 128 bits, for every call
 */
public record CoreRuntime(
        MonotonicClock clock,
        EventLoop loop,
        Executor io,
        Function<String, Executor> callbacks,
        Network network,
        InstantSource wallClock,
        Supplier<String> ids) {}
