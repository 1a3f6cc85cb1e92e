/** What can go wrong; start from {@link io.haservices.errors.HaException}: the type of an error tells the caller what to do. */
@NullMarked
package io.haservices.errors;

import org.jspecify.annotations.NullMarked;
