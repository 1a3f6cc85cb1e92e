package io.haservices;

import io.haservices.errors.DamagedStateException;
import java.io.IOException;

/** Is handed all states of a store (SS-16). Its methods are never called by two threads at once; they may block. */
@FunctionalInterface
public interface StateVisitor {
    /**
     * One state, verified before: it can be acted on at once. In no order of names. The content is closed when this returns. What
     * this throws ends the reading.
     */
    void onState(StateContent content) throws IOException;

    /** A state that cannot be read; the others go on. It is in the summary too. */
    default void onDamaged(DamagedStateException damage) {}

    /** After each state. */
    default void onProgress(ReadProgress progress) {}
}
