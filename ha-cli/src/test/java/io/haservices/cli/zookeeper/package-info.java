/** Tests of what servers are asked. */
@NullMarked
package io.haservices.cli.zookeeper;

import org.jspecify.annotations.NullMarked;
