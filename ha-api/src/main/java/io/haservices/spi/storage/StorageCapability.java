package io.haservices.spi.storage;

/** What a storage may or may not be able to do; found by probing where it depends on the server (ST-11). */
public enum StorageCapability {
    /** {@link Storage#putIfAbsent}. */
    PUT_IF_ABSENT,
    /** {@link Storage#compareAndSet} and {@link Storage#readTagged}. */
    COMPARE_AND_SET
}
