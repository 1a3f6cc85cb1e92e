package io.haservices.zookeeper;

import io.haservices.errors.HaException;
import io.haservices.errors.NotAuthorizedException;
import io.haservices.errors.UnavailableException;

/** What to tell a user whose request ZooKeeper did not carry out. */
final class Refusals {
    private Refusals() {}

    static HaException of(Object request, ReplyCode code) {
        if (code.isRefusal()) {
            return new NotAuthorizedException(request + " was refused by ZooKeeper with " + code
                    + ": this identity is not allowed to do that. Look at the ACLs and at who this process logs in as (SASL, or '"
                    + ZooKeeperOptions.AUTHORIZATION.key() + "').");
        }
        if (code == ReplyCode.NO_CHILDREN_FOR_EPHEMERALS || code == ReplyCode.NOT_EMPTY) {
            return boundWithChildren(request);
        }
        return new UnavailableException(request + " was refused by ZooKeeper with " + code + ". Try again later.");
    }

    static HaException boundWithChildren(Object request) {
        return new HaException(
                request + " cannot be done: in ZooKeeper a session-bound entry has no entries beneath it."
                        + " Use another key.");
    }
}
