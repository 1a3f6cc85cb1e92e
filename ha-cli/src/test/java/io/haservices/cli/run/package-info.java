@NullMarked
package io.haservices.cli.run;

import org.jspecify.annotations.NullMarked;
