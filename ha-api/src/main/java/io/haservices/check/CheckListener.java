package io.haservices.check;

/** Is told how far a check has come. Called by threads of the client, never by two at once; must neither block nor throw. */
@FunctionalInterface
public interface CheckListener {
    /** Is not interested. */
    CheckListener NONE = progress -> {};

    /** At the begin of every step, and as it goes on. */
    void onProgress(CheckProgress progress);
}
