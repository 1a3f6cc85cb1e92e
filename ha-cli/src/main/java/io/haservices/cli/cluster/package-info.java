/** How a command reaches the cluster: configuration, services, election and fence; start from {@link io.haservices.cli.cluster.Cluster}. */
@NullMarked
package io.haservices.cli.cluster;

import org.jspecify.annotations.NullMarked;
