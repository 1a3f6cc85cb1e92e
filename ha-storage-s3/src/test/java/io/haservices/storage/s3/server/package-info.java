/** A server that speaks as much of S3's protocol as the storage needs; start from {@link io.haservices.storage.s3.server.S3Server}. */
@NullMarked
package io.haservices.storage.s3.server;

import org.jspecify.annotations.NullMarked;
