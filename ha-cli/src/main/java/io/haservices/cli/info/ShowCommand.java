package io.haservices.cli.info;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.cluster.Settings;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import io.haservices.cli.console.TextTable;
import io.haservices.core.config.ConfigurationView;
import io.haservices.core.config.LoadedConfiguration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Which values hold. */
@Command(name = "show", description = "Shows every value that holds and where it was written; secrets are masked.")
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
        cluster.console().answer(json, table::print);
        loaded.warnings().forEach(cluster.console()::note);
        return ExitCode.DONE;
    }
}
