package io.haservices.spi.storage;

/** The answer to a conditional write (ST-10, ST-12). */
public enum ConditionalPut {
    /** This call wrote the blob. */
    DONE,
    /** There was a blob already, or one of another tag; nothing was written. */
    REFUSED,
    /** The answer was lost: written or not. Read back and compare a unique mark in the content. */
    UNKNOWN
}
