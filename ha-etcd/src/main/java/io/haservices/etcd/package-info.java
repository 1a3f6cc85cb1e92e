/** Coordination over etcd; start from {@link io.haservices.etcd.EtcdProvider}. */
@NullMarked
package io.haservices.etcd;

import org.jspecify.annotations.NullMarked;
