package io.haservices.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.IncompleteWrite;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.servers.s3.Fault;
import io.haservices.testkit.servers.s3.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that fails in the middle of writes, reads and lists. */
class S3FaultsTest {
    private static final BlobName NAME = BlobName.of("a", "b");
    private static final int PART = PartSizes.OF_S3.first();
    private static final byte[] LARGE = noise(2 * PART + 12_345);

    private final S3Server server = S3Server.start(S3Fixture.BUCKET);
    private final Storage storage = S3Fixture.open(server);

    @AfterEach
    void close() {
        storage.close();
        server.close();
    }

    @Test
    void passingErrorsAreRepeated() {
        server.next("PutObject", 1, new Fault.Refuse(503, "SlowDown"));
        server.next("PutObject", 1, new Fault.Refuse(500, "InternalError"));
        server.next("PutObject", 1, new Fault.DropBefore());
        assertThat(storage.write(NAME, BlobSource.of(new byte[] {1, 2, 3}))).isEqualTo(3);
        assertThat(server.calls("PutObject")).isEqualTo(4);
        server.next("GetObject", 1, new Fault.Refuse(503, "SlowDown"));
        assertThat(read()).containsExactly(1, 2, 3);
        server.next("ListObjectsV2", 1, new Fault.Refuse(500, "InternalError"));
        assertThat(storage.list("")).containsExactly(NAME);
        server.next("DeleteObject", 1, new Fault.DropAfter());
        storage.delete(List.of(NAME));
        assertThat(storage.list("")).isEmpty();
    }

    @Test
    void aWriteWhoseAnswerWasLostIsDone() {
        server.next("PutObject", 2, new Fault.DropAfter());
        storage.write(NAME, BlobSource.of(new byte[] {1}));
        assertThat(read()).containsExactly(1);
    }

    @Test
    void aLargeBlobSurvivesLostAnswersOfEachKindOfRequest() {
        server.next("CreateMultipartUpload", 1, new Fault.Refuse(503, "SlowDown"));
        server.next("UploadPart", 1, new Fault.DropBefore());
        server.next("UploadPart", 1, new Fault.DropAfter());
        server.next("CompleteMultipartUpload", 1, new Fault.DropAfter());
        assertThat(storage.write(NAME, BlobSource.of(LARGE))).isEqualTo(LARGE.length);
        assertThat(read()).isEqualTo(LARGE);
        assertThat(server.pendingUploads(S3Fixture.BUCKET)).isZero();
    }

    @Test
    void aLargeBlobOfWholePartsIsWhole() {
        byte[] whole = noise(2 * PART);
        assertThat(storage.write(NAME, BlobSource.of(whole))).isEqualTo(whole.length);
        assertThat(read()).isEqualTo(whole);
    }

    @Test
    void anErrorInTheBodyOfACompletionIsAnError() {
        server.next("CompleteMultipartUpload", 1, new Fault.ErrorInBody("InternalError", true));
        storage.write(NAME, BlobSource.of(LARGE));
        assertThat(read()).isEqualTo(LARGE);
    }

    @Test
    void aLargeWriteThatFailsIsAborted() {
        server.next("UploadPart", 2, new Fault.Slow(java.time.Duration.ZERO));
        server.next("UploadPart", 20, new Fault.Refuse(403, "AccessDenied"));
        assertThatThrownBy(() -> storage.write(NAME, BlobSource.of(LARGE)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("a/b")
                .hasMessageContaining("permission denied");
        assertThat(server.pendingUploads(S3Fixture.BUCKET)).isZero();
        assertThat(storage.list("")).isEmpty();
    }

    @Test
    void aCompletionThatFailsForGoodLeavesNothing() {
        server.next("CompleteMultipartUpload", 10, new Fault.Refuse(500, "InternalError"));
        assertThatThrownBy(() -> storage.write(NAME, BlobSource.of(LARGE))).isInstanceOf(StorageException.class);
        assertThat(server.pendingUploads(S3Fixture.BUCKET)).isZero();
        assertThat(storage.list("")).isEmpty();
    }

    @Test
    void aSourceThatFailsToCloseLeavesNoBlob() {
        assertThatThrownBy(() -> storage.write(NAME, () -> new java.io.ByteArrayInputStream(new byte[10]) {
                    @Override
                    public void close() throws IOException {
                        throw new IOException("on purpose");
                    }
                }))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("on purpose");
        assertThat(storage.list("")).isEmpty();
    }

    @Test
    void anAnswerThatIsCutIsAnErrorOfTheStream() throws IOException {
        storage.write(NAME, BlobSource.of(noise(100_000)));
        server.next("GetObject", 1, new Fault.Cut(50_000));
        try (InputStream stream = storage.open(NAME)) {
            assertThatThrownBy(stream::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("'a/b' failed after 50000 of 100000 bytes");
        }
        assertThat(read()).hasSize(100_000);
    }

    @Test
    void readsThatEndEarlyGiveTheirConnectionsBack() throws IOException {
        storage.write(NAME, BlobSource.of(noise(1_000_000)));
        for (int i = 0; i < 100; i++) {
            try (InputStream stream = storage.open(NAME)) {
                assertThat(stream.read()).isNotNegative();
            }
        }
    }

    @Test
    void listsAndDiscardsManyPages() {
        server.behaviour().pageSize = 3;
        for (int i = 0; i < 8; i++) {
            storage.write(BlobName.of("many", "n" + i), BlobSource.of(new byte[1]));
            server.abandonUpload(S3Fixture.BUCKET, "root/many/u" + i);
        }
        assertThat(storage.list("many")).hasSize(8);
        assertThat(storage.incomplete("many/u3"))
                .extracting(IncompleteWrite::blob)
                .containsExactly(new BlobName("many/u3"));
        assertThat(storage.incomplete("")).hasSize(8);
        storage.discard(storage.incomplete("many"));
        assertThat(server.pendingUploads(S3Fixture.BUCKET)).isZero();
    }

    @Test
    void aWriteWhoseUploadIsAbortedIsToldSo() {
        assertThatThrownBy(() -> storage.write(NAME, () -> new java.io.ByteArrayInputStream(LARGE) {
                    @Override
                    public void close() {
                        storage.discard(storage.incomplete(""));
                    }
                }))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("'a/b'", "was aborted before it had ended", "NoSuchUpload");
        assertThat(storage.list("")).isEmpty();
        assertThat(server.pendingUploads(S3Fixture.BUCKET)).isZero();
    }

    @Test
    void deletesOneByOneWhereThereIsNoOtherWay() {
        server.behaviour().deletesSinglyOnly = true;
        List<BlobName> names = List.of(BlobName.of("x"), BlobName.of("y"), BlobName.of("z"));
        names.forEach(name -> storage.write(name, BlobSource.of(new byte[1])));
        storage.delete(names);
        assertThat(storage.list("")).isEmpty();
    }

    @Test
    void tellsWhichObjectsWereNotDeleted() {
        List<BlobName> names = List.of(BlobName.of("x"), BlobName.of("y"));
        names.forEach(name -> storage.write(name, BlobSource.of(new byte[1])));
        server.behaviour().makeReadOnly("root/y");
        assertThatThrownBy(() -> storage.delete(names))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("1 of 2 objects were not deleted, the first 'root/y': AccessDenied");
        assertThat(storage.list("")).containsExactly(BlobName.of("y"));
    }

    @Test
    void aProbeThatFailsLeavesNothing() {
        server.next("ListObjectsV2", 1, new Fault.Refuse(403, "AccessDenied"));
        assertThatThrownBy(storage::probe)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("permission denied");
        assertThat(server.keys(S3Fixture.BUCKET)).isEmpty();
    }

    @Test
    void anInterruptedWriteFailsKeepsTheInterruptionAndIsAborted() {
        assertThatThrownBy(() -> storage.write(
                        NAME, () -> new java.io.FilterInputStream(new java.io.ByteArrayInputStream(LARGE)) {
                            private boolean begun;

                            @Override
                            public int read(byte[] target, int offset, int count) throws IOException {
                                // The first part is read in many pieces, so this comes when it was sent.
                                if (server.calls("UploadPart") > 0 && !begun) {
                                    begun = true;
                                    Thread.currentThread().interrupt();
                                }
                                return super.read(target, offset, count);
                            }
                        }))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.pendingUploads(S3Fixture.BUCKET)).isZero();
    }

    @Test
    void anErrorInTheBodyOfAWriteIsAnError() {
        server.next("PutObject", 1, new Fault.ErrorInBody("InternalError", false));
        assertThatThrownBy(() -> storage.write(NAME, BlobSource.of(new byte[1])))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("'a/b'", "its body holds an error");
        assertThat(storage.list("")).isEmpty();
        server.next("PutObject", 1, new Fault.ErrorInBody("InternalError", true));
        storage.write(NAME, BlobSource.of(new byte[] {1}));
        assertThat(read()).containsExactly(1);
    }

    @Test
    void anErrorInTheBodyOfAnyPartOfALargeWriteIsAnError() {
        for (String operation : List.of("CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload")) {
            server.next(operation, 10, new Fault.ErrorInBody("InternalError", false));
            assertThatThrownBy(() -> storage.write(NAME, BlobSource.of(LARGE)))
                    .as(operation)
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("'a/b'");
            assertThat(storage.list("")).isEmpty();
            assertThat(server.pendingUploads(S3Fixture.BUCKET)).isZero();
            server.heal();
        }
    }

    @Test
    void aReadThatStallsEnds() throws IOException {
        storage.write(NAME, BlobSource.of(noise(100_000)));
        server.next("GetObject", 1, new Fault.Stall(50_000));
        try (Storage impatient = new S3StorageProvider()
                        .open(
                                storage.root(),
                                S3Fixture.configuration(server).with("high-availability.s3.socket-timeout", "300 ms"));
                InputStream stream = impatient.open(NAME)) {
            assertThatThrownBy(stream::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("after 50000 of 100000 bytes", "within 300 ms");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PutObject",
                "GetObject",
                "ListObjectsV2",
                "DeleteObject",
                "CreateMultipartUpload",
                "UploadPart",
                "CompleteMultipartUpload"
            })
    @Timeout(60)
    void whateverHangsEndsInTime(String operation) {
        storage.write(BlobName.of("there"), BlobSource.of(new byte[1]));
        try (Storage impatient = new S3StorageProvider()
                .open(
                        storage.root(),
                        S3Fixture.configuration(server).with("high-availability.s3.request-timeout", "1 s"))) {
            server.next(operation, 100, new Fault.Hang());
            assertThatThrownBy(() -> useAll(impatient))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContainingAll(storage.root().toString(), "within 1000 ms");
        }
        server.heal();
    }

    private static void useAll(Storage storage) throws IOException {
        storage.open(BlobName.of("there")).close();
        storage.list("");
        storage.write(NAME, BlobSource.of(LARGE));
        storage.write(NAME, BlobSource.of(new byte[1]));
        storage.delete(List.of(NAME));
    }

    private byte[] read() {
        try (InputStream stream = storage.open(NAME)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        return noise;
    }
}
