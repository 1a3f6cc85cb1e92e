package io.haservices.storage.s3;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/** Writes a blob of 1 GiB and reads it. */
final class LargeBlobProgram {
    private static final long LENGTH = 1L << 30;

    private LargeBlobProgram() {}

    public static void main(String[] arguments) throws IOException {
        Configuration configuration = Configuration.of(Map.of(
                "high-availability.s3.endpoint", arguments[0],
                "high-availability.s3.access-key", "test-key",
                "high-availability.s3.secret-key", "test-secret"));
        BlobName name = BlobName.of("large");
        try (Storage storage = new S3StorageProvider().open(URI.create("s3://bucket/root"), configuration)) {
            long written = storage.write(name, Noise::new);
            try (InputStream read = storage.open(name)) {
                System.out.println("written " + written + ", read back " + (isNoise(read) ? "the same" : "another"));
            }
        }
    }

    private static boolean isNoise(InputStream read) throws IOException {
        Noise expected = new Noise();
        byte[] one = new byte[Noise.BLOCK];
        byte[] other = new byte[Noise.BLOCK];
        while (true) {
            int length = expected.readNBytes(one, 0, one.length);
            if (read.readNBytes(other, 0, length == 0 ? 1 : length) != length
                    || !Arrays.equals(one, 0, length, other, 0, length)) {
                return false;
            }
            if (length == 0) {
                return true;
            }
        }
    }

    /** A block of random bytes again and again, each time with its number in front. */
    private static final class Noise extends InputStream {
        private static final int BLOCK = 1 << 20;

        private final byte[] block = new byte[BLOCK];
        private long position;

        Noise() {
            new Random(1).nextBytes(block);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int count) {
            if (position == LENGTH) {
                return -1;
            }
            int within = (int) (position % BLOCK);
            int number = (int) (position / BLOCK);
            block[0] = (byte) number;
            block[1] = (byte) (number >> 8);
            int given = Math.min(count, BLOCK - within);
            System.arraycopy(block, within, target, offset, given);
            position += given;
            return given;
        }
    }
}
