/** {@code ha config}, {@code ha version} and {@code ha completion}: what is installed and how it is configured. */
@NullMarked
package io.haservices.cli.info;

import org.jspecify.annotations.NullMarked;
