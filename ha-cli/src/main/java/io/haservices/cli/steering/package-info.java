/** {@code ha transfer}, {@code resign}, {@code pause} and {@code resume}: leadership moved on purpose. */
@NullMarked
package io.haservices.cli.steering;

import org.jspecify.annotations.NullMarked;
