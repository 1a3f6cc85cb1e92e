package io.haservices.storage.s3;

import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Some bytes of a blob, which can be sent more than once.
 *
 * @param length how many
 * @param body gives them from the beginning each time
 */
record Part(long length, RequestBody body) {}
