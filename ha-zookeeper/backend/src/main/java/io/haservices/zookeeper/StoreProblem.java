package io.haservices.zookeeper;

import org.jspecify.annotations.Nullable;

/** Why a key or trust store cannot be used, as a sentence for the user; without any secret. */
final class StoreProblem extends Exception {
    private static final long serialVersionUID = 1;

    StoreProblem(String message) {
        super(message);
    }

    StoreProblem(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
