package io.haservices.testkit.proxy;

import java.net.InetSocketAddress;
import java.time.Duration;

/** Where the server is, and for how long to go on trying while it refuses. */
record Target(InetSocketAddress address, Duration patience) {}
