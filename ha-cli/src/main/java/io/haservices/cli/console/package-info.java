/** What every command shares: options, output, errors and exit codes; start from {@link io.haservices.cli.console.Console}. */
@NullMarked
package io.haservices.cli.console;

import org.jspecify.annotations.NullMarked;
