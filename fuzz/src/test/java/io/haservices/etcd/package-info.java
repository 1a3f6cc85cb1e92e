/** Hostile input for what this package reads. */
@org.jspecify.annotations.NullMarked
package io.haservices.etcd;
