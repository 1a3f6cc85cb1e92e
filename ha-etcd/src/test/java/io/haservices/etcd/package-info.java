/** Tests against real servers; start from {@link io.haservices.etcd.TestClients}. */
@NullMarked
package io.haservices.etcd;

import org.jspecify.annotations.NullMarked;
