/** A server of S3's protocol that fails as it is told to; start from {@link io.haservices.testkit.servers.s3.S3Server}. */
@NullMarked
package io.haservices.testkit.servers.s3;

import org.jspecify.annotations.NullMarked;
