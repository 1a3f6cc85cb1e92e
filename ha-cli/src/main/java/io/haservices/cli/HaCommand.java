package io.haservices.cli;

import io.haservices.cli.console.GlobalOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ha} itself. */
@Command(
        name = "ha",
        description = "One process leads, the others stand by, and the next leader recovers what the last one saved.",
        footer = {
            "%nExit codes: 0 done, 1 the answer is no, 2 usage or configuration, 3 stale epoch, 4 outcome unknown,",
            "  5 service unreachable, 6 damaged state, 70 internal error, 75 leadership lost; of fsck: 0, 1, 4, 8.",
            "%nExamples:",
            "  ha demo                                   see a failover with your own eyes",
            "  ha run --address host:8080 -- ./master    lead, or stand by until the leader is gone",
            "  ha leader -o json                         who leads",
            "  ha config validate                        is all well before the first start?",
            "  ha fsck                                   is what was saved still whole?"
        })
final class HaCommand implements Runnable {
    @Mixin
    final GlobalOptions options;

    @Spec
    CommandSpec spec;

    HaCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
