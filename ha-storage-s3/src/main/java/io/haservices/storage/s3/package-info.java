/** Storage in S3 buckets; start from {@link io.haservices.storage.s3.S3StorageProvider}. */
@NullMarked
package io.haservices.storage.s3;

import org.jspecify.annotations.NullMarked;
