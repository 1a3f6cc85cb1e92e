package io.haservices.storage.hdfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import javax.security.sasl.SaslException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.ipc.StandbyException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final IOException dataNodes = new IOException("All datanodes [127.0.0.1:1] are bad. Aborting...");
    private final IOException nobody = new ConnectException("Connection refused");
    private final IOException login = new IOException("Failed on local exception", new SaslException("GSS"));
    private final IOException standby = new RemoteException(StandbyException.class.getName(), "standby");

    @Test
    void onlyWhatTheDataNodesDidIsWrittenAnew() {
        assertThat(Failures.isOfPipeline(dataNodes)).isTrue();
        assertThat(Failures.isOfPipeline(nobody)).isFalse();
        assertThat(Failures.isOfPipeline(new IOException("Failed on local exception", nobody)))
                .isFalse();
        assertThat(Failures.isOfPipeline(login)).isFalse();
        assertThat(Failures.isOfPipeline(standby)).isFalse();
    }

    @Test
    void anAnswerIsLostWhenTheRequestMayHaveArrived() {
        assertThat(Failures.isAnswerLost(new EOFException())).isTrue();
        assertThat(Failures.isAnswerLost(new SocketTimeoutException())).isTrue();
        assertThat(Failures.isAnswerLost(nobody)).isFalse();
        assertThat(Failures.isAnswerLost(standby)).isFalse();
        assertThat(Failures.isAnswerLost(login)).isFalse();
        assertThat(Failures.isAnswerLost(dataNodes)).isFalse();
    }

    @Test
    void whoeverDoesNotServeIsWaitedFor() {
        assertThat(Failures.isOfServing(nobody)).isTrue();
        assertThat(Failures.isOfServing(standby)).isTrue();
        assertThat(Failures.isOfServing(new EOFException())).isTrue();
        assertThat(Failures.isOfServing(dataNodes)).isFalse();
    }

    @Test
    void aReplacedFileIsToldFromABrokenOne() {
        IOException replaced = new IOException("Blocklist for /a/b has changed!");
        assertThat(Failures.meansReplaced(replaced)).isTrue();
        assertThat(Failures.meansReplaced(new IOException("cannot read", replaced)))
                .isTrue();
        assertThat(Failures.meansReplaced(dataNodes)).isFalse();
        assertThat(Failures.meansReplaced(new EOFException())).isFalse();
    }
}
