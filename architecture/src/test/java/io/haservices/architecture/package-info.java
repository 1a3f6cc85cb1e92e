/** The rules between the modules, each with its reason; start at {@link io.haservices.architecture.Modules}. */
@NullMarked
package io.haservices.architecture;

import org.jspecify.annotations.NullMarked;
