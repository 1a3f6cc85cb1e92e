/**
 * {@code ha demo}: a failover to look at, with a real ZooKeeper and real processes; start from
 * {@link io.haservices.cli.demo.Story}.
 */
@NullMarked
package io.haservices.cli.demo;

import org.jspecify.annotations.NullMarked;
