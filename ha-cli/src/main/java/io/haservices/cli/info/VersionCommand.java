package io.haservices.cli.info;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import io.haservices.core.discovery.Broken;
import io.haservices.core.discovery.Installed;
import io.haservices.spi.storage.StorageProvider;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** What is installed. Needs no configuration. */
@Command(
        name = "version",
        description = "Shows the version of HA Services and of Java, and which backends and clients lie in lib and in"
                + " plugins.")
public final class VersionCommand implements Callable<Integer> {
    private final Cluster cluster;

    /** Over what is installed there. */
    public VersionCommand(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        var backends = cluster.installation().backends();
        List<Backend> coordination =
                backends.coordination().installed().stream().map(Backend::of).toList();
        List<String> broken = Stream.concat(
                        backends.broken().stream().map(Broken::toString), backends.problem().stream())
                .toList();
        ObjectNode json = Console.object().put("version", version());
        json.putObject("java")
                .put("version", Runtime.version().toString())
                .put("vendor", System.getProperty("java.vendor"))
                .put("home", System.getProperty("java.home"));
        ArrayNode all = json.putArray("coordination");
        coordination.forEach(one -> one.put(all.addObject()));
        ArrayNode storages = json.putArray("storage");
        backends.storage().installed().forEach(one -> put(storages.addObject(), one));
        ArrayNode failed = json.putArray("broken");
        broken.forEach(failed::add);
        cluster.console().answer(json, out -> {
            out.println("HA Services " + version());
            out.println("Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
            coordination.forEach(one -> one.print(out));
            backends.storage().installed().forEach(one -> out.println("storage " + one));
            broken.forEach(one -> out.println("cannot be loaded: " + one));
        });
        return ExitCode.DONE;
    }

    private static String version() {
        return Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    private static void put(ObjectNode json, Installed<StorageProvider> storage) {
        ArrayNode schemes = json.putArray("schemes");
        storage.names().forEach(schemes::add);
        Backend.putOrigin(json, storage);
    }
}
