package io.haservices.cli.info;

import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The script that completes command lines. */
@Command(
        name = "completion",
        description = "Prints the script by which a shell completes 'ha' command lines.",
        footer = {
            "%nExamples:",
            "  source <(ha completion bash)",
            "  ha completion zsh >~/.ha-completion; source ~/.ha-completion"
        })
public final class CompletionCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    Shell shell;

    @Spec
    CommandSpec spec;

    /** Printing here. */
    public CompletionCommand(Console console) {
        this.console = console;
    }

    /** The shells for which there is a script. */
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        // One script for both: it makes zsh understand bash's completions by itself.
        String script = AutoComplete.bash("ha", spec.root().commandLine());
        console.answer(Console.object().put("shell", shell.toString()).put("script", script), out -> out.print(script));
        return ExitCode.DONE;
    }
}
