/** Real servers for tests, each a process of its own; start at {@link io.haservices.testkit.servers.ZooKeeperServers}. */
@NullMarked
package io.haservices.testkit.servers;

import org.jspecify.annotations.NullMarked;
