package io.haservices.cli.info;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import io.haservices.cli.console.Style;
import io.haservices.config.ConfigOption;
import io.haservices.core.config.OptionsReference;
import io.haservices.core.discovery.Backends;
import io.haservices.core.discovery.Installed;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The reference of the options. */
@Command(name = "options", description = "Shows every option of the services and of the installed backends.")
final class OptionsCommand implements Callable<Integer> {
    private final Cluster cluster;

    @Option(names = "--markdown", description = "As a table for docs.")
    boolean markdown;

    OptionsCommand(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        Collection<ConfigOption<?>> options = cluster.installation().catalog().options();
        ObjectNode json = Console.object();
        ArrayNode all = json.putArray("options");
        Backends backends = cluster.installation().backends();
        options.forEach(option -> put(all.addObject(), option, backends.owners(option)));
        cluster.console().answer(json, out -> {
            if (markdown) {
                out.print(OptionsReference.markdown(options));
            } else {
                options.forEach(option -> print(out, option, backends.owners(option)));
            }
        });
        return ExitCode.DONE;
    }

    private static void put(ObjectNode json, ConfigOption<?> option, List<Installed<?>> owners) {
        json.put("key", option.key())
                .put("type", option.type().name())
                .put("default", option.defaultValue().isEmpty() ? null : option.defaultText())
                .put("description", option.description())
                .put("secret", option.secret())
                .put("ignored_because", option.ignoredReason());
        ArrayNode aliases = json.putArray("aliases");
        option.aliases().forEach(aliases::add);
        ArrayNode former = json.putArray("former_names");
        option.deprecatedKeys().forEach(former::add);
        ArrayNode backends = json.putArray("backends");
        owners.forEach(owner -> Backend.putOrigin(backends.addObject(), owner));
    }

    private void print(PrintStream out, ConfigOption<?> option, List<Installed<?>> owners) {
        String holds = option.defaultText().isEmpty() ? "" : ", default " + option.defaultText();
        out.println(cluster.console().styled(Style.BOLD, option.key()) + " (" + option.type() + holds + ")");
        out.println("    " + option.description());
        owners.forEach(owner -> out.println("    Of " + owner));
        if (!option.ignoredReason().isEmpty()) {
            out.println("    No effect here: " + option.ignoredReason());
        }
    }
}
