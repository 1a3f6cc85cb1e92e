package io.haservices.cli.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageLineTest {

    static List<Message> messages() {
        return List.of(
                new Message.Clock(-1),
                new Message.Launch(
                        Long.MIN_VALUE,
                        Duration.ofMillis(1500),
                        Map.of("A", "", "B", "x=y z"),
                        List.of("sh", "-c", "", "two\nlines\t%20 +ü€")),
                new Message.Launch(0, Duration.ZERO, Map.of(), List.of("true")),
                new Message.Extend(Long.MAX_VALUE),
                new Message.Forward("RTMIN+3"),
                new Message.Stop("lost: a b\nc"),
                new Message.Listen("", 0),
                new Message.Listen("127.0.0.1", 7_000),
                new Message.Hold("5f", true),
                new Message.Listening(0, "Address already in use"),
                new Message.Started(12),
                new Message.NotStarted(127, "no such file"),
                new Message.Held(5),
                new Message.SteppingDown(CommandEnd.Cause.DEADLINE, ""),
                new Message.Exited(143),
                new Message.Gone());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageSurvivesItsLine(Message message) {
        String line = MessageLine.encode(message);
        assertThat(line).matches("[ -~]+");
        assertThat(MessageLine.decode(line)).isEqualTo(message);
    }
}
