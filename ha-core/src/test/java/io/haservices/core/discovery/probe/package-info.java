/** A backend that tells of the class loaders it is called under; packed into plugins by the tests. */
@NullMarked
package io.haservices.core.discovery.probe;

import org.jspecify.annotations.NullMarked;
