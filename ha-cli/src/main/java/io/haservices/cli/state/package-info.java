/** {@code ha state} and {@code ha counter}; start from {@link io.haservices.cli.state.StateCommand}. */
@NullMarked
package io.haservices.cli.state;

import org.jspecify.annotations.NullMarked;
