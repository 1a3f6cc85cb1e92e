/** Storage in a directory; start from {@link io.haservices.core.storage.file.FileStorageProvider}. */
@NullMarked
package io.haservices.core.storage.file;

import org.jspecify.annotations.NullMarked;
