@NullMarked
package io.haservices.storage.s3;

import org.jspecify.annotations.NullMarked;
