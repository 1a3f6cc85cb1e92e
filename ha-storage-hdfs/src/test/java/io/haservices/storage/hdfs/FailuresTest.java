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
    private static final IOException DATA_NODES = new IOException("All datanodes [127.0.0.1:1] are bad. Aborting...");
    private static final IOException NOBODY = new ConnectException("Connection refused");
    private static final IOException LOGIN = new IOException("Failed on local exception", new SaslException("GSS"));
    private static final IOException STANDBY = new RemoteException(StandbyException.class.getName(), "standby");

    @Test
    void onlyWhatTheDataNodesDidIsWrittenAnew() {
        assertThat(Failures.isOfPipeline(DATA_NODES)).isTrue();
        assertThat(Failures.isOfPipeline(NOBODY)).isFalse();
        assertThat(Failures.isOfPipeline(new IOException("Failed on local exception", NOBODY)))
                .isFalse();
        assertThat(Failures.isOfPipeline(LOGIN)).isFalse();
        assertThat(Failures.isOfPipeline(STANDBY)).isFalse();
    }

    @Test
    void anAnswerIsLostWhenTheRequestMayHaveArrived() {
        assertThat(Failures.isAnswerLost(new EOFException())).isTrue();
        assertThat(Failures.isAnswerLost(new SocketTimeoutException())).isTrue();
        assertThat(Failures.isAnswerLost(NOBODY)).isFalse();
        assertThat(Failures.isAnswerLost(STANDBY)).isFalse();
        assertThat(Failures.isAnswerLost(LOGIN)).isFalse();
        assertThat(Failures.isAnswerLost(DATA_NODES)).isFalse();
    }

    @Test
    void whoeverDoesNotServeIsWaitedFor() {
        assertThat(Failures.isOfServing(NOBODY)).isTrue();
        assertThat(Failures.isOfServing(STANDBY)).isTrue();
        assertThat(Failures.isOfServing(new EOFException())).isTrue();
        assertThat(Failures.isOfServing(DATA_NODES)).isFalse();
    }
}
