package io.haservices.cli.info;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import io.haservices.cli.console.Style;
import io.haservices.core.config.LoadedConfiguration;
import io.haservices.core.wiring.Validation;
import io.haservices.errors.ConfigurationException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** All problems at once. */
@Command(
        name = "validate",
        description =
                "Tells all that is wrong with the configuration at once; when nothing is, connects to the service and"
                        + " writes to the storage to see whether both can be used.",
        footer = {"%nExit codes: 0 all is well, 2 the configuration is wrong, 5 a service cannot be used."})
final class ValidateCommand implements Callable<Integer> {
    private final Cluster cluster;

    @Option(names = "--offline", description = "Connect to nothing.")
    boolean offline;

    ValidateCommand(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        LoadedConfiguration loaded;
        try {
            loaded = cluster.load();
        } catch (ConfigurationException e) {
            return answer(ExitCode.USAGE, e.problems(), List.of(), List.of());
        }
        Validation validation = cluster.installation().validate(loaded);
        if (!validation.problems().isEmpty()) {
            return answer(ExitCode.USAGE, validation.problems(), validation.warnings(), List.of());
        }
        // What only a connection tells is a warning as well.
        List<String> warnings = new CopyOnWriteArrayList<>(validation.warnings());
        List<String> promises = new CopyOnWriteArrayList<>();
        List<String> live = offline
                ? List.of()
                : cluster.installation()
                        .check(loaded, cluster.console().options().timeout(), warnings::add, promises::add);
        return answer(live.isEmpty() ? ExitCode.DONE : ExitCode.UNREACHABLE, live, warnings, promises);
    }

    private @Nullable Boolean usable(int code) {
        boolean done = code == ExitCode.DONE;
        if (offline && done) {
            return null;
        }
        return done;
    }

    private int answer(int code, List<String> problems, List<String> warnings, List<String> promises) {
        Console console = cluster.console();
        ObjectNode json = Console.object().put("valid", code != ExitCode.USAGE).put("usable", usable(code));
        problems.forEach(json.putArray("problems")::add);
        warnings.forEach(json.putArray("warnings")::add);
        promises.forEach(json.putArray("promises")::add);
        console.answer(json, out -> {
            problems.forEach(problem -> out.println(console.styled(Style.RED, "problem: ") + problem));
            warnings.forEach(warning -> out.println("warning: " + warning));
            if (problems.isEmpty()) {
                String how = offline ? "nothing was connected to" : "service and storage can be used";
                out.println(console.styled(Style.GREEN, "the configuration is valid") + "; " + how);
                promises.forEach(promise -> out.println("  " + promise));
            }
        });
        return code;
    }
}
