/** {@code ha run}: a command that runs where, and only while, this process leads; start from {@link io.haservices.cli.run.RunCommand}. */
@NullMarked
package io.haservices.cli.run;

import org.jspecify.annotations.NullMarked;
