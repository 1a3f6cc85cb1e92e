package io.haservices.testkit.memory;

/** A storage that loses something when its process dies. */
interface Volatile {
    void crash();
}
