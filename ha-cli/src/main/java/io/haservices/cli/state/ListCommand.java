package io.haservices.cli.state;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.Fence;
import io.haservices.HighAvailabilityServices;
import io.haservices.StateList;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.cluster.ElectionOption;
import io.haservices.cli.cluster.NameConverter;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import io.haservices.cli.console.TextTable;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists stores or states. */
@Command(
        name = "ls",
        description = "Lists the stores of an election, or the states of a store; an empty list is an answer too.",
        footer = {"%nExit codes: 0 listed, 6 listed, but pointers are damaged (each is told)."})
final class ListCommand implements Callable<Integer> {
    private final Cluster cluster;

    @Parameters(
            index = "0",
            paramLabel = "STORE",
            arity = "0..1",
            converter = NameConverter.class,
            description = "The store; default: list the stores.")
    @Nullable
    String store;

    @Mixin
    ElectionOption election;

    ListCommand(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        return cluster.call(services -> {
            String from = election.name(cluster.console().surroundings());
            return store == null ? stores(services, from) : states(services, from, store);
        });
    }

    private int stores(HighAvailabilityServices services, String from) {
        List<String> stores = services.stores(from);
        ObjectNode json = Console.object().put("election", from);
        stores.forEach(json.putArray("stores")::add);
        cluster.console().answer(json, out -> stores.forEach(out::println));
        return ExitCode.DONE;
    }

    private int states(HighAvailabilityServices services, String from, String of) {
        StateList list = services.stateStore(from, of, Fence.currentTerm()).list();
        ObjectNode json = Console.object().put("election", from).put("store", of);
        ArrayNode states = json.putArray("states");
        TextTable table = new TextTable("NAME", "BYTES", "EPOCH", "VERSION", "SHA-256");
        list.states().forEach(info -> {
            StateJson.put(states.addObject(), info);
            table.row(info.name(), info.length(), info.epoch(), info.version(), info.sha256());
        });
        ArrayNode damaged = json.putArray("damaged");
        list.damaged()
                .forEach(error -> damaged.addObject()
                        .put("message", error.getMessage())
                        .put("pointer", error.pointer())
                        .put("location", error.location()));
        cluster.console().answer(json, table::print);
        list.damaged().forEach(error -> cluster.console().note(String.valueOf(error.getMessage())));
        return list.damaged().isEmpty() ? ExitCode.DONE : ExitCode.DAMAGED;
    }
}
