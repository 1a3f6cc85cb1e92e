/** {@code ha leader} and {@code ha status}: who leads, and everything at one glance. */
@NullMarked
package io.haservices.cli.leader;

import org.jspecify.annotations.NullMarked;
