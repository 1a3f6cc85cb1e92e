/** {@code ha fsck}; start from {@link io.haservices.cli.fsck.FsckCommand}. */
@NullMarked
package io.haservices.cli.fsck;

import org.jspecify.annotations.NullMarked;
