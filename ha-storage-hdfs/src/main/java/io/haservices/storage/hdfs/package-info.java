/** Storage in HDFS, over Hadoop's own client; start from {@link io.haservices.storage.hdfs.HdfsStorageProvider}. */
@NullMarked
package io.haservices.storage.hdfs;

import org.jspecify.annotations.NullMarked;
