package io.haservices.zookeeper;

/** What ZooKeeper answered. By the numbers of the protocol: older clients have no names for the codes of newer servers. */
enum ReplyCode {
    OK(0),
    /** An operation of a transaction behind the one that failed. */
    NOT_REACHED(-2),
    CONNECTION_LOSS(-4),
    OPERATION_TIMEOUT(-7),
    NO_NODE(-101),
    NO_AUTH(-102),
    BAD_VERSION(-103),
    NO_CHILDREN_FOR_EPHEMERALS(-108),
    NODE_EXISTS(-110),
    NOT_EMPTY(-111),
    SESSION_EXPIRED(-112),
    INVALID_ACL(-114),
    AUTH_FAILED(-115),
    SESSION_MOVED(-118),
    QUOTA_EXCEEDED(-125),
    THROTTLED(-127),
    OTHER(Integer.MIN_VALUE);

    private final int number;

    ReplyCode(int number) {
        this.number = number;
    }

    static ReplyCode of(int number) {
        for (ReplyCode code : values()) {
            if (code.number == number) {
                return code;
            }
        }
        return OTHER;
    }

    /** The service refuses this identity; trying again does not help. */
    boolean isRefusal() {
        return this == NO_AUTH || this == INVALID_ACL || this == AUTH_FAILED;
    }

    /** As the answer to a whole request: the server did not do it and never will. All else may come from the client, which does not know. */
    boolean isSurelyNotDone() {
        return this == NO_AUTH
                || this == INVALID_ACL
                || this == SESSION_MOVED
                || this == QUOTA_EXCEEDED
                || this == THROTTLED;
    }
}
