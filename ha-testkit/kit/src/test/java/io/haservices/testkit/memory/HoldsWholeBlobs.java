package io.haservices.testkit.memory;

/** A storage that claims that its memory does not grow with the size of a blob, as no storage in memory should. */
interface HoldsWholeBlobs {}
