@NullMarked
package io.haservices.storage.hdfs;

import org.jspecify.annotations.NullMarked;
