package io.haservices.etcd;

import io.haservices.errors.UnavailableException;

/** The history that was asked for is gone; the present state is there. Never leaves this package. */
final class CompactedException extends UnavailableException {
    private static final long serialVersionUID = 1;

    CompactedException(String message) {
        super(message);
    }
}
