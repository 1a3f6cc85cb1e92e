@NullMarked
package io.haservices.cli;

import org.jspecify.annotations.NullMarked;
