package io.haservices.bootstrap;

/** Whether a server votes. */
enum Role {
    PARTICIPANT,
    OBSERVER
}
