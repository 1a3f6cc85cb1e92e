package io.haservices.cli.info;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.HighAvailabilityOptions;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.cluster.Settings;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import io.haservices.cli.console.TextTable;
import io.haservices.config.Configuration;
import io.haservices.core.config.ConfigurationView;
import io.haservices.core.config.LoadedConfiguration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Which values hold. */
@Command(
        name = "show",
        description = "Shows every value that holds and where it was written, secrets masked, and with which client the"
                + " coordination service is used.")
final class ShowCommand implements Callable<Integer> {
    private final Cluster cluster;

    ShowCommand(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        Settings settings = Settings.of(cluster.console());
        LoadedConfiguration loaded = cluster.load();
        ObjectNode json = Console.object()
                .put("conf_dir", settings.confDir().map(Object::toString).orElse(null));
        ArrayNode values = json.putArray("values");
        TextTable table = new TextTable("KEY", "VALUE", "FROM", "NOTE");
        ConfigurationView.of(cluster.installation().catalog(), loaded).forEach(value -> {
            values.addObject()
                    .put("key", value.key())
                    .put("option", value.option())
                    .put("value", value.value())
                    .put("origin", value.origin())
                    .put("note", value.note());
            table.row(value.key(), value.value(), value.origin(), value.note());
        });
        ArrayNode warnings = json.putArray("warnings");
        loaded.warnings().forEach(warnings::add);
        List<Backend> chosen = chosen(loaded.configuration());
        ArrayNode coordination = json.putArray("coordination");
        chosen.forEach(backend -> backend.put(coordination.addObject()));
        cluster.console().answer(json, out -> {
            table.print(out);
            chosen.forEach(backend -> backend.print(out));
        });
        loaded.warnings().forEach(cluster.console()::note);
        return ExitCode.DONE;
    }

    /** The backend that the configuration names, if it is there; two of one name are shown both, for that is a mistake to be seen. */
    private List<Backend> chosen(Configuration configuration) {
        String name = configuration.find(HighAvailabilityOptions.MODE).orElse("");
        return cluster.installation().backends().coordination().installed().stream()
                .filter(installed -> installed.provider().name().equalsIgnoreCase(name))
                .map(Backend::of)
                .toList();
    }
}
