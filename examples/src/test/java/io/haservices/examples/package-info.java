/** Keeps the documents and the code that they show the same. */
@NullMarked
package io.haservices.examples;

import org.jspecify.annotations.NullMarked;
