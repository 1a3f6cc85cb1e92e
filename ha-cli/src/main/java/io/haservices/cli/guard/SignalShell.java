package io.haservices.cli.guard;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Sends signals to process groups, which Java cannot: a shell that was started beforehand reads them from its standard input and uses its
 * built-in {@code kill}, so that nothing has to be started when memory or processes are short.
 *
 * <p>A shell that was told which group it {@link #own owns} is also the last line of defence: when its input ends, because the process
 * that held it died, it kills that group after the grace, even if no other process is left to do so.
 */
final class SignalShell implements Closeable {
    private static final Pattern SIGNAL = Pattern.compile("[A-Z][A-Z0-9+-]{1,11}");
    // Of the ways to write it, only this form of kill is understood by dash, bash and busybox alike.
    private static final String SCRIPT = """
            trap '' HUP INT TERM
            owned= grace=0
            while read -r verb rest; do
              case $verb in
                own) owned=${rest% *} grace=${rest#* } ;;
                free) owned= ;;
                *) kill "-$verb" $rest ;;
              esac
            done
            [ -n "$owned" ] || exit 0
            while [ "$grace" -gt 0 ]; do
              kill -0 "-$owned" || exit 0
              sleep 1
              grace=$((grace - 1))
            done
            kill -KILL "-$owned"
            """;

    private Process shell;
    private OutputStream input;
    private String owned = "";

    private SignalShell(Process shell) {
        this.shell = shell;
        this.input = shell.getOutputStream();
    }

    static SignalShell start() throws IOException {
        return new SignalShell(startShell());
    }

    static boolean isSignalName(String name) {
        return SIGNAL.matcher(name).matches();
    }

    /** False if it could not be sent, because the shell died and no other one can be started. */
    boolean send(String signal, List<Long> groups) {
        StringBuilder line = new StringBuilder(signal);
        groups.forEach(group -> line.append(" -").append(group));
        return write(line.toString());
    }

    boolean own(long group, Duration grace) {
        owned = "own " + group + ' ' + grace.toSeconds();
        return write(owned);
    }

    boolean disown() {
        owned = "free";
        return write(owned);
    }

    private boolean write(String line) {
        try {
            writeOnce(line);
            return true;
        } catch (IOException shellDied) {
            return writeToAnother(line);
        }
    }

    private boolean writeToAnother(String line) {
        try {
            shell = startShell();
            input = shell.getOutputStream();
            if (!owned.isEmpty()) {
                writeOnce(owned);
            }
            writeOnce(line);
            return true;
        } catch (IOException noMemoryOrProcesses) {
            return false;
        }
    }

    private void writeOnce(String line) throws IOException {
        input.write((line + '\n').getBytes(US_ASCII));
        input.flush();
    }

    // In a session of its own, where no terminal and no kill of its starter's group reaches it.
    private static Process startShell() throws IOException {
        List<String> command = new ArrayList<>(List.of(Programs.setsid(), "/bin/sh", "-c", SCRIPT, "ha-guard-signals"));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Ends the shell; if it owns a group, as after a death. */
    @Override
    public void close() throws IOException {
        input.close();
    }
}
