package io.haservices.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.cli.console.Console;
import org.jspecify.annotations.Nullable;

/** What the demo has found so far; filled in step by step. */
final class Findings {
    final String backend;
    String version = "";

    @Nullable
    Leader first;

    @Nullable
    Leader second;

    long killedAt;
    boolean recovered;

    @Nullable
    Integer staleWriteExitCode;

    boolean staleWriteRefused;

    @Nullable
    StepFailedException failure;

    Findings(String backend) {
        this.backend = backend;
    }

    /** Who led, and since when. */
    record Leader(String name, String id, String address, Happening granted) {
        long epoch() {
            return granted.epoch();
        }

        private void put(ObjectNode json) {
            json.put("name", name).put("id", id).put("address", address).put("epoch", epoch());
        }
    }

    /** From the kill to the moment when a standby was granted leadership; absent when it was not. */
    @Nullable
    Long failoverMillis() {
        return second == null ? null : Long.valueOf((second.granted().nanos() - killedAt) / 1_000_000);
    }

    ObjectNode json(Timeline timeline) {
        ObjectNode json = Console.object().put("ok", failure == null);
        json.put("failed_step", failure == null ? null : failure.step().toString())
                .put("failure", failure == null ? null : failure.getMessage())
                .put("backend", backend)
                .put("version", version)
                // As it was called while there was only one.
                .put("zookeeper", backend.equals("zookeeper") ? version : null);
        if (first != null) {
            first.put(json.putObject("first_leader"));
        }
        if (second != null) {
            second.put(json.putObject("second_leader"));
        }
        json.putObject("failover").put("millis", failoverMillis());
        json.put("recovered", recovered);
        json.putObject("stale_write").put("refused", staleWriteRefused).put("exit_code", staleWriteExitCode);
        timeline.put(json.putArray("timeline"));
        return json;
    }
}
