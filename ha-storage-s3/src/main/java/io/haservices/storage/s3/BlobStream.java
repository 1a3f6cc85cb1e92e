package io.haservices.storage.s3;

import io.haservices.spi.storage.BlobName;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The bytes of a blob as they arrive. Closing it early breaks the connection off: it would be drained otherwise. */
final class BlobStream extends InputStream {
    private final ResponseInputStream<GetObjectResponse> response;
    private final BlobName name;
    private final Reasons reasons;
    private final long length;
    private long position;
    private boolean ended;

    BlobStream(ResponseInputStream<GetObjectResponse> response, BlobName name, Reasons reasons) {
        this.response = response;
        this.name = name;
        this.reasons = reasons;
        Long announced = response.response().contentLength();
        this.length = announced == null ? -1 : announced;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        int given;
        try {
            given = response.read(target, offset, count);
        } catch (SdkException | IOException e) {
            throw broken(reasons.of(e), e);
        }
        position += Math.max(0, given);
        if (given < 0) {
            ended = true;
            if (length >= 0 && position != length) {
                throw broken("the connection ended", null);
            }
        }
        return given;
    }

    private IOException broken(String reason, @org.jspecify.annotations.Nullable Exception e) {
        return new IOException(
                "reading the blob '" + name + "' failed after " + position + " of " + length + " bytes: " + reason, e);
    }

    @Override
    public void close() throws IOException {
        if (ended) {
            response.close();
        } else {
            response.abort();
        }
    }
}
