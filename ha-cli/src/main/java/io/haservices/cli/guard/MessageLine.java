package io.haservices.cli.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A message as one line: a verb and percent-encoded fields, so that an argument may hold anything. */
final class MessageLine {
    private MessageLine() {}

    static String encode(Message message) {
        if (message instanceof Message.Clock clock) {
            return line("clock", clock.nanos());
        } else if (message instanceof Message.Launch launch) {
            return launch(launch);
        } else if (message instanceof Message.Extend extend) {
            return line("extend", extend.deadline());
        } else if (message instanceof Message.Forward forward) {
            return line("forward", forward.signal());
        } else if (message instanceof Message.Stop stop) {
            return line("stop", stop.reason());
        } else if (message instanceof Message.Listen listen) {
            return line("listen", listen.host(), listen.port());
        } else if (message instanceof Message.Hold hold) {
            return line("hold", hold.term(), hold.held());
        } else if (message instanceof Message.Listening listening) {
            return line("listening", listening.port(), listening.problem());
        } else if (message instanceof Message.Started started) {
            return line("started", started.pid());
        } else if (message instanceof Message.NotStarted not) {
            return line("not-started", not.exitCode(), not.reason());
        } else if (message instanceof Message.Held held) {
            return line("held", held.deadline());
        } else if (message instanceof Message.SteppingDown stepping) {
            return line("stepping-down", stepping.cause(), stepping.reason());
        } else if (message instanceof Message.Exited exited) {
            return line("exited", exited.exitCode());
        }
        return line("gone");
    }

    static Message decode(String line) {
        Deque<String> fields = new ArrayDeque<>();
        for (String field : line.split(" ", -1)) {
            fields.add(URLDecoder.decode(field, UTF_8));
        }
        String verb = fields.remove();
        return switch (verb) {
            case "clock" -> new Message.Clock(number(fields));
            case "launch" -> launch(fields);
            case "extend" -> new Message.Extend(number(fields));
            case "forward" -> new Message.Forward(fields.remove());
            case "stop" -> new Message.Stop(fields.remove());
            case "listen" -> new Message.Listen(fields.remove(), (int) number(fields));
            case "hold" -> new Message.Hold(fields.remove(), Boolean.parseBoolean(fields.remove()));
            case "listening" -> new Message.Listening((int) number(fields), fields.remove());
            case "started" -> new Message.Started(number(fields));
            case "not-started" -> new Message.NotStarted((int) number(fields), fields.remove());
            case "held" -> new Message.Held(number(fields));
            case "stepping-down" ->
                new Message.SteppingDown(CommandEnd.Cause.valueOf(fields.remove()), fields.remove());
            case "exited" -> new Message.Exited((int) number(fields));
            case "gone" -> new Message.Gone();
            default -> throw new IllegalArgumentException("unknown verb '" + verb + "'");
        };
    }

    private static String launch(Message.Launch launch) {
        List<Object> fields = new ArrayList<>(List.of(
                launch.deadline(),
                launch.grace().toNanos(),
                launch.environment().size()));
        launch.environment().forEach((name, value) -> fields.addAll(List.of(name, value)));
        fields.addAll(launch.command());
        return line("launch", fields.toArray());
    }

    private static Message launch(Deque<String> fields) {
        long deadline = number(fields);
        Duration grace = Duration.ofNanos(number(fields));
        long variables = number(fields);
        Map<String, String> environment = new LinkedHashMap<>();
        for (long i = 0; i < variables; i++) {
            environment.put(fields.remove(), fields.remove());
        }
        return new Message.Launch(deadline, grace, environment, new ArrayList<>(fields));
    }

    private static long number(Deque<String> fields) {
        return Long.parseLong(fields.remove());
    }

    private static String line(String verb, Object... fields) {
        StringBuilder line = new StringBuilder(verb);
        Arrays.stream(fields).forEach(field -> line.append(' ').append(URLEncoder.encode(field.toString(), UTF_8)));
        return line.toString();
    }
}
