/** Coordination over ZooKeeper; the one public class is the provider. */
@NullMarked
package io.haservices.zookeeper;

import org.jspecify.annotations.NullMarked;
