package io.haservices.core.election;

import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.Records;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Operation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reads and replaces what steers an election. */
final class ControlEntry {
    private final ElectionContext context;

    ControlEntry(ElectionContext context) {
        this.context = context;
    }

    CompletionStage<Optional<Seen<ControlRecord>>> read() {
        return context.coordination()
                .get(context.layout().control())
                .thenApply(entry -> Seen.in(entry, ControlRecord.class));
    }

    /** If it is still as it was seen. */
    CompletionStage<Commit> replace(Seen<ControlRecord> seen, ControlRecord now) {
        return replace(seen, now, List.of());
    }

    /** If it is still as it was seen, and this term is the current one. */
    CompletionStage<Commit> replace(Seen<ControlRecord> seen, ControlRecord now, Term term) {
        return replace(seen, now, List.of(new Guard.Version(context.layout().epoch(), term.epochVersion())));
    }

    private CompletionStage<Commit> replace(Seen<ControlRecord> seen, ControlRecord now, List<Guard> guards) {
        return context.coordination()
                .commit(
                        context.layout().scope(),
                        guards,
                        List.of(new Operation.Replace(
                                context.layout().control(), seen.version(), Records.encode(now))));
    }
}
