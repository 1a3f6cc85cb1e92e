/**
 * What ZooKeeper's servers say of themselves, asked without any client; start from {@link io.haservices.cli.zookeeper.ZooKeeperCommand}.
 */
@NullMarked
package io.haservices.cli.zookeeper;

import org.jspecify.annotations.NullMarked;
