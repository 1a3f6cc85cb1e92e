/** Tests against real servers; start from {@link io.haservices.zookeeper.TestClients}. */
@NullMarked
package io.haservices.zookeeper;

import org.jspecify.annotations.NullMarked;
