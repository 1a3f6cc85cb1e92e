/** Storage in a directory. */
@NullMarked
package io.haservices.core.storage.file;

import org.jspecify.annotations.NullMarked;
