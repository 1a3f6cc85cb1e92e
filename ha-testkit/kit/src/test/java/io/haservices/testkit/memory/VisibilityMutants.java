package io.haservices.testkit.memory;

import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;

/** Breaks ST-01. */
final class VisibilityMutants {
    private VisibilityMutants() {}

    static List<Mutant<BiFunction<URI, InMemoryBlobs, Storage>>> all() {
        return List.of(
                Mutant.storage("ST-01", "a part is seen while the rest is being written", Gradual::new)
                        .seen("a blob that is half written is"),
                Mutant.storage("ST-01", "a blob is empty for a moment when it has been written", Blinking::new)
                        .seen("a mixture or a part of blobs, with 0 bytes"),
                Mutant.storage("ST-01", "a stream goes on with what the name means now", Following::new)
                        .seen("a stream that was open meanwhile gave bytes of another blob"));
    }

    /** Cleans up when it fails. */
    private static final class Gradual extends InMemoryStorage {
        Gradual(URI root, InMemoryBlobs blobs) {
            super(root, blobs);
        }

        @Override
        public long write(BlobName name, BlobSource source) {
            Optional<InMemoryBlobs.Blob> old = blobs().find(name);
            try {
                return super.write(name, () -> {
                    InputStream stream = source.open();
                    return new FilterInputStream(stream) {
                        @Override
                        public int read(byte[] target, int offset, int count) throws IOException {
                            int given = super.read(target, offset, count);
                            if (given > 1_000) {
                                blobs().put(name, new byte[10]);
                            }
                            return given;
                        }
                    };
                });
            } catch (StorageException e) {
                old.ifPresentOrElse(blob -> blobs().put(name, blob.content()), () -> blobs().remove(name));
                throw e;
            }
        }
    }

    private static final class Blinking extends InMemoryStorage {
        Blinking(URI root, InMemoryBlobs blobs) {
            super(root, blobs);
        }

        @Override
        public long write(BlobName name, BlobSource source) {
            long length = super.write(name, source);
            byte[] content = blobs().find(name).orElseThrow().content();
            if (content.length > 10_000 && content.length < 100_000) {
                blobs().put(name, new byte[0]);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
                blobs().put(name, content);
            }
            return length;
        }
    }

    private static final class Following extends InMemoryStorage {
        Following(URI root, InMemoryBlobs blobs) {
            super(root, blobs);
        }

        @Override
        public InputStream open(BlobName name) {
            super.open(name);
            return new InputStream() {
                private int position;

                @Override
                public int read() {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] target, int offset, int count) {
                    byte[] now =
                            blobs().find(name).map(InMemoryBlobs.Blob::content).orElse(new byte[0]);
                    int given = Math.min(count, now.length - position);
                    if (given <= 0) {
                        return count == 0 ? 0 : -1;
                    }
                    System.arraycopy(now, position, target, offset, given);
                    position += given;
                    return given;
                }
            };
        }
    }
}
