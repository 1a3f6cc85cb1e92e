package io.haservices.core.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.haservices.core.runtime.EventLoop;
import io.haservices.core.runtime.Line;
import io.haservices.core.runtime.LineListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What strangers say to the liveness endpoint: who does not know the id of a term is never told that one is held. */
class LivenessFuzzTest {
    private static final String ID = "5f0c9d1e-secret";

    @FuzzTest
    void strangersLearnNothing(byte[] data) {
        LivenessEndpoint endpoint = LivenessEndpoint.answering(new NoLoop());
        endpoint.hold(ID);
        Recorded line = new Recorded();
        LineListener listener = endpoint.accept(line);
        String[] said = new String(data, StandardCharsets.ISO_8859_1).split("\n", -1);
        for (int i = 0; i < said.length && !line.closed; i++) {
            int before = line.sent.size();
            listener.line(said[i]);
            List<String> answers = line.sent.subList(before, line.sent.size());
            assertThat(answers).hasSizeLessThanOrEqualTo(1);
            boolean greeted = said[0].equals(Protocol.GREETING);
            assertThat(greeted || answers.isEmpty())
                    .as("answers one who did not greet")
                    .isTrue();
            for (String answer : answers) {
                boolean asked = said[i].equals(Protocol.question(ID));
                assertThat(Protocol.isYes(answer)).isEqualTo(asked);
                assertThat(answer.contains(ID)).isEqualTo(said[i].contains(ID));
            }
        }
        listener.ended(LineListener.End.BROKEN);
    }

    private static final class Recorded implements Line {
        private final List<String> sent = new ArrayList<>();
        private boolean closed;

        @Override
        public void send(String text) {
            sent.add(text);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Time stands still. */
    private static final class NoLoop implements EventLoop {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            return () -> {};
        }
    }
}
