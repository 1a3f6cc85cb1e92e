@NullMarked
package io.haservices.cli.console;

import org.jspecify.annotations.NullMarked;
