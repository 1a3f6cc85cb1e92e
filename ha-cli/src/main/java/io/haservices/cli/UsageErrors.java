package io.haservices.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells in one line what is wrong with a command line, and where its help is. */
final class UsageErrors implements IParameterExceptionHandler {
    private final Console console;

    UsageErrors(Console console) {
        this.console = console;
    }

    @Override
    public int handleParseException(ParameterException error, String[] arguments) {
        CommandLine command = error.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String message = error.getMessage() + suggestions(error) + " '" + name + " --help' shows how it is used.";
        if (wantsJson(arguments)) {
            ObjectNode json = Console.object();
            json.putObject("error")
                    .put("code", ExitCode.USAGE)
                    .put("type", "usage")
                    .put("message", message);
            console.surroundings().err().println(json);
        } else {
            console.note(message);
        }
        return ExitCode.USAGE;
    }

    private static String suggestions(ParameterException error) {
        if (!(error instanceof UnmatchedArgumentException unmatched)) {
            return ".";
        }
        List<String> near = unmatched.getSuggestions();
        return near.isEmpty() ? "." : near.stream().collect(Collectors.joining(" or ", "; did you mean ", "?"));
    }

    // The line could not be parsed, so the option has to be looked for by hand.
    private static boolean wantsJson(String[] arguments) {
        String line = Arrays.stream(arguments)
                .takeWhile(argument -> !argument.equals("--"))
                .collect(Collectors.joining("\n", "\n", "\n"));
        return line.matches("(?si).*\n(-o=?\n?|--output=?\n?)json\n.*");
    }
}
