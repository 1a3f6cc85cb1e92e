/**
 * Starts, stops and asks the ZooKeeper servers that {@code conf/zoo.cfg} names; start from {@link io.haservices.bootstrap.Main}, which
 * the scripts in {@code bin/} run. The servers are processes of their own; nothing here links against ZooKeeper.
 */
@NullMarked
package io.haservices.bootstrap;

import org.jspecify.annotations.NullMarked;
