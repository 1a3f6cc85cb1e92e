package io.haservices.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.errors.StorageException;
import io.haservices.errors.UnsupportedCapabilityException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.ConditionalPut;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageCapability;
import io.haservices.testkit.servers.s3.Fault;
import io.haservices.testkit.servers.s3.S3Server;
import io.haservices.values.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server does with conditions is found out, and an answer that was lost is never taken for another one. */
class S3ConditionalWritesTest {
    private static final BlobName NAME = BlobName.of("a");
    private static final Bytes MINE = Bytes.utf8("mine");
    private static final Bytes OTHERS = Bytes.utf8("another's");

    private final S3Server server = S3Server.start(S3Fixture.BUCKET);
    private final Storage storage = S3Fixture.open(server);

    @AfterEach
    void close() {
        storage.close();
        server.close();
    }

    @Test
    void bothAreFoundAndTheProbeLeavesNothing() {
        assertThat(storage.capabilities())
                .containsExactlyInAnyOrder(StorageCapability.PUT_IF_ABSENT, StorageCapability.COMPARE_AND_SET);
        assertThat(server.keys(S3Fixture.BUCKET)).isEmpty();
        long calls = server.calls("PutObject");
        storage.capabilities();
        assertThat(server.calls("PutObject")).isEqualTo(calls);
    }

    @Test
    void aServerThatIgnoresIfNoneMatchIsFoundOut() {
        server.behaviour().ignoresIfNoneMatch = true;
        assertThat(storage.capabilities()).containsExactly(StorageCapability.COMPARE_AND_SET);
        assertThatThrownBy(() -> storage.putIfAbsent(NAME, MINE))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("ignores 'If-None-Match: *'");
        assertThat(storage.list("")).isEmpty();
    }

    @Test
    void aServerThatIgnoresIfMatchIsFoundOut() {
        server.behaviour().ignoresIfMatch = true;
        assertThat(storage.capabilities()).containsExactly(StorageCapability.PUT_IF_ABSENT);
        assertThatThrownBy(() -> storage.compareAndSet(NAME, "tag", MINE))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("ignores 'If-Match'");
    }

    @Test
    void tagsWithoutQuotesAreFoundOut() {
        server.behaviour().bareTagsOnly = true;
        storage.putIfAbsent(NAME, OTHERS);
        assertThat(storage.compareAndSet(NAME, tag(), MINE)).isEqualTo(ConditionalPut.DONE);
        assertThat(storage.compareAndSet(NAME, "\"0123\"", MINE)).isEqualTo(ConditionalPut.REFUSED);
    }

    @Test
    void aProbeOutlivesPassingErrors() {
        server.next("PutObject", 1, new Fault.Refuse(503, "SlowDown"));
        server.next("PutObject", 1, new Fault.DropAfter());
        assertThat(storage.capabilities()).hasSize(2);
    }

    @Test
    void aWriteThatWasDoneIsDoneThoughItsAnswerWasLost() {
        storage.capabilities();
        server.next("PutObject", 1, new Fault.DropAfter());
        assertThat(storage.putIfAbsent(NAME, MINE)).isEqualTo(ConditionalPut.DONE);
        server.next("PutObject", 1, new Fault.RefuseAfter(500, "InternalError"));
        assertThat(storage.compareAndSet(NAME, tag(), OTHERS)).isEqualTo(ConditionalPut.DONE);
    }

    @Test
    void aRefusalOfOnesOwnWriteThatWasRepeatedOnTheWayIsDone() {
        storage.capabilities();
        server.next("PutObject", 1, new Fault.RefuseAfter(412, "PreconditionFailed"));
        assertThat(storage.putIfAbsent(NAME, MINE)).isEqualTo(ConditionalPut.DONE);
    }

    @Test
    void aLostAnswerWithoutATraceIsUnknown() {
        storage.capabilities();
        server.next("PutObject", 1, new Fault.DropBefore());
        assertThat(storage.putIfAbsent(NAME, MINE)).isEqualTo(ConditionalPut.UNKNOWN);
        server.next("PutObject", 1, new Fault.DropAfter());
        server.next("HeadObject", 20, new Fault.Refuse(500, "InternalError"));
        assertThat(storage.putIfAbsent(NAME, MINE)).isEqualTo(ConditionalPut.UNKNOWN);
    }

    @Test
    void aLostAnswerIsUnknownThoughAnothersBlobIsThere() {
        storage.putIfAbsent(NAME, OTHERS);
        server.next("PutObject", 1, new Fault.DropBefore());
        assertThat(storage.putIfAbsent(NAME, MINE)).isEqualTo(ConditionalPut.UNKNOWN);
        assertThat(storage.putIfAbsent(NAME, MINE)).isEqualTo(ConditionalPut.REFUSED);
    }

    @Test
    void theSameBytesOfAnotherAreNotTakenForOnesOwn() {
        storage.putIfAbsent(NAME, MINE);
        assertThat(storage.putIfAbsent(NAME, MINE)).isEqualTo(ConditionalPut.REFUSED);
    }

    @Test
    void aRefusalThatLeftNothingToLookAtIsUnknown() {
        storage.capabilities();
        server.next("PutObject", 1, new Fault.Refuse(412, "PreconditionFailed"));
        assertThat(storage.putIfAbsent(NAME, MINE)).isEqualTo(ConditionalPut.UNKNOWN);
    }

    @Test
    void anErrorInABodyOfStatus200IsNotTakenForSuccess() {
        storage.capabilities();
        server.next("PutObject", 1, new Fault.ErrorInBody("InternalError", false));
        assertThat(storage.putIfAbsent(NAME, MINE)).isEqualTo(ConditionalPut.UNKNOWN);
        server.next("PutObject", 1, new Fault.ErrorInBody("InternalError", true));
        assertThat(storage.putIfAbsent(NAME, MINE)).isEqualTo(ConditionalPut.DONE);
    }

    @Test
    void aConflictThatDoesNotEndIsAnError() {
        storage.capabilities();
        server.next("PutObject", 100, new Fault.Refuse(409, "ConditionalRequestConflict"));
        assertThatThrownBy(() -> storage.putIfAbsent(NAME, MINE))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("409 ConditionalRequestConflict");
    }

    @Test
    void aConflictIsTriedAgain() {
        storage.capabilities();
        server.next("PutObject", 2, new Fault.Refuse(409, "ConditionalRequestConflict"));
        assertThat(storage.putIfAbsent(NAME, MINE)).isEqualTo(ConditionalPut.DONE);
    }

    @Test
    void aDefiniteErrorIsNeitherDoneNorUnknown() {
        storage.capabilities();
        server.behaviour().makeReadOnly("root/");
        assertThatThrownBy(() -> storage.putIfAbsent(NAME, MINE))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("permission denied");
    }

    @Test
    void aConditionalWriteIsSentOnce() {
        storage.capabilities();
        long before = server.calls("PutObject");
        server.next("PutObject", 10, new Fault.Refuse(503, "SlowDown"));
        assertThat(storage.putIfAbsent(NAME, MINE)).isEqualTo(ConditionalPut.UNKNOWN);
        assertThat(server.calls("PutObject")).isEqualTo(before + 1);
    }

    private String tag() {
        return storage.readTagged(NAME).orElseThrow().tag();
    }
}
