package io.haservices.cli.leader;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.ElectionStatus;
import io.haservices.Fence;
import io.haservices.HighAvailabilityServices;
import io.haservices.StateList;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.Style;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** One election as the status shows it. */
record ElectionView(ElectionStatus status, Map<String, StateList> stores) {
    static ElectionView of(HighAvailabilityServices services, String name) {
        Map<String, StateList> stores = new LinkedHashMap<>();
        services.stores(name)
                .forEach(store -> stores.put(
                        store,
                        services.stateStore(name, store, Fence.currentTerm()).list()));
        return new ElectionView(services.status(name), stores);
    }

    boolean damaged() {
        return stores.values().stream().anyMatch(list -> !list.damaged().isEmpty());
    }

    void put(ObjectNode json) {
        json.put("election", status.election())
                .put("epoch", status.epoch())
                .put("origin", status.origin())
                .put("removed", status.removed());
        LeaderJson.put(json, status.leader());
        SteeringView.put(json, status.steering());
        ArrayNode candidates = json.putArray("candidates");
        status.candidates()
                .forEach(candidate -> candidates
                        .addObject()
                        .put("id", candidate.id())
                        .put("priority", candidate.priority())
                        .put("description", candidate.description())
                        .put("candidate_id", candidate.candidateId().isEmpty() ? null : candidate.candidateId()));
        ArrayNode all = json.putArray("stores");
        stores.forEach((store, list) -> all.addObject()
                .put("store", store)
                .put("states", list.states().size())
                .put("damaged", list.damaged().size()));
    }

    void print(PrintStream out, Console console) {
        out.println(console.styled(Style.BOLD, "election " + status.election()) + ", epoch " + status.epoch()
                + (status.removed() ? ", removed" : ""));
        out.println("  leader: "
                + status.leader()
                        .map(LeaderJson::line)
                        .map(line -> console.styled(Style.GREEN, line))
                        .orElseGet(() -> console.styled(Style.RED, "nobody")));
        SteeringView.print(out, console, status.steering());
        status.candidates()
                .forEach(candidate -> out.println("  candidate: " + candidate.id()
                        + (candidate.candidateId().isEmpty() ? "" : ", called " + candidate.candidateId())
                        + ", priority " + candidate.priority()
                        + (candidate.description().isEmpty() ? "" : ", " + candidate.description())));
        stores.forEach((store, list) -> out.println("  store " + store + ": "
                + list.states().size() + " states"
                + (list.damaged().isEmpty()
                        ? ""
                        : console.styled(Style.RED, ", " + list.damaged().size() + " damaged pointers"))));
    }
}
