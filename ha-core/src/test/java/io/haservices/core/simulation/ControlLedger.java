package io.haservices.core.simulation;

import static io.haservices.core.simulation.Violation.unless;

import io.haservices.Succession;
import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.EpochRecord;
import io.haservices.core.records.LeaderRecord;
import io.haservices.core.records.PointerRecord;
import io.haservices.core.records.Records;
import io.haservices.core.records.RequestRecord;
import io.haservices.core.records.ReservationRecord;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the control entry of one election has said, and what must hold of that at every change of anything (LE-12, LE-22 to LE-26). */
final class ControlLedger implements SimulatedService.Observer {
    private record Winner(String contender, String candidate) {}

    private final Environment environment;
    private final Map<String, RequestRecord> carriedOut = new HashMap<>();
    private final Map<Long, Winner> winners = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private ControlRecord latest = ControlRecord.NONE;
    private boolean everRemoved;
    private boolean everWiped;

    ControlLedger(Environment environment) {
        this.environment = environment;
    }

    ControlRecord latest() {
        return latest;
    }

    boolean wasEverRemoved() {
        return everRemoved;
    }

    // ---- what the service accepts ----

    @Override
    public void changed(Image before, Image after, List<Key> keys) {
        environment.checking(() -> {
            ControlRecord control = control(before);
            for (Key key : keys) {
                switch (key.names().get(0)) {
                    case "leader" -> leader(control, before, after, key);
                    case "control" -> control(control, control(after));
                    case "state" -> state(control, before.get(key), after, key);
                    case "counters" ->
                        unless(
                                after.get(key).isPresent() || control.removed(),
                                "%s was deleted, and the election was not removed",
                                key);
                    default -> {}
                }
            }
        });
    }

    @Override
    public void wiped() {
        everWiped = true;
        latest = ControlRecord.NONE;
        winners.clear();
    }

    private static ControlRecord control(Image image) {
        return decode(image, "control", ControlRecord.class).orElse(ControlRecord.NONE);
    }

    private static <R extends Record> Optional<R> decode(Image image, String path, Class<R> kind) {
        return image.entries().values().stream()
                .filter(entry -> entry.key().path().equals(path))
                .findFirst()
                .map(entry -> Records.decode(entry, kind));
    }

    private void leader(ControlRecord control, Image before, Image after, Key key) {
        Optional<Entry> entry = after.get(key);
        Optional<LeaderRecord> old = before.get(key).map(found -> Records.decode(found, LeaderRecord.class));
        if (entry.isEmpty()) {
            return;
        }
        LeaderRecord leader = Records.decode(entry.get(), LeaderRecord.class);
        if (old.filter(known -> known.epoch() == leader.epoch()).isPresent()) {
            return;
        }
        String last = decode(before, "epoch", EpochRecord.class)
                .map(EpochRecord::leader)
                .orElse("");
        String now = decode(after, "epoch", EpochRecord.class)
                .map(EpochRecord::leader)
                .orElse("");
        winners.put(leader.epoch(), new Winner(leader.id(), now));
        unless(!control.removed(), "term %d was won after the election had been removed", leader.epoch());
        if (control.pause().isThere()) {
            environment.tally.count(Tally.Of.TERMS_BEGUN_WHILE_PAUSED);
            unless(
                    now.equals(last),
                    "term %d was won by '%s' while paused, and '%s' had led last",
                    leader.epoch(),
                    now,
                    last);
        }
        ReservationRecord reservation = control.reservation();
        if (reservation.accepted()) {
            environment.tally.count(Tally.Of.TERMS_HANDED_OVER);
            unless(
                    reservation.isFor(leader.id(), entry.get().session().orElse("")),
                    "term %d was won by '%s' while leadership was reserved for '%s'",
                    leader.epoch(),
                    leader.id(),
                    reservation.contender());
        }
    }

    private void control(ControlRecord before, ControlRecord now) {
        latest = now;
        everRemoved |= now.removed();
        if (now.pause().isThere() && !before.pause().isThere()) {
            environment.tally.count(Tally.Of.ELECTIONS_PAUSED);
        }
        environment.trace.note(
                "control: %s%s, %s, %s",
                now.removed() ? "removed, " : "",
                now.pause().isThere() ? "paused" : "not paused",
                now.request(),
                now.reservation());
        RequestRecord request = now.request();
        if (request.state().equals(RequestRecord.DONE)) {
            carriedOut.put(request.id(), request);
            unless(!refused.contains(request.id()), "request %s was carried out after it had been refused", request);
            if (request.kind().equals(RequestRecord.TRANSFER) && !request.equals(before.request())) {
                unless(
                        reservedBy(before, request),
                        "request %s was carried out, and nobody had accepted that",
                        request);
            }
        } else {
            unless(!carriedOut.containsKey(request.id()), "request %s was carried out before", request);
        }
    }

    private static boolean reservedBy(ControlRecord before, RequestRecord request) {
        return before.reservation().accepted()
                && before.reservation().request().equals(request.id())
                && before.reservation().contender().equals(request.answer());
    }

    private void state(ControlRecord control, Optional<Entry> before, Image after, Key key) {
        Optional<Entry> now = after.get(key);
        if (now.isEmpty()) {
            unless(
                    before.isEmpty() || control.removed() || !key.path().endsWith("/" + Reign.KEPT),
                    "%s was deleted, and the election was not removed",
                    key);
            return;
        }
        unless(!control.removed(), "%s was written after the election had been removed", key);
        long epoch = decode(after, "epoch", EpochRecord.class)
                .map(EpochRecord::epoch)
                .orElse(0L);
        long written = Records.decode(now.get(), PointerRecord.class).epoch();
        unless(written == epoch, "a write of epoch %d was accepted in epoch %d", written, epoch);
    }

    // ---- what those who asked are told ----

    /** Asked to hand over to somebody, or to anybody, or to resign. */
    void answered(String id, Succession answer, Optional<String> to, boolean transfer) {
        if (everWiped) {
            return;
        }
        RequestRecord request = carriedOut.get(id);
        unless(request != null, "%s was told as done, and request %s was not carried out", answer, id);
        if (transfer && request != null) {
            Winner winner = winners.getOrDefault(answer.epoch(), new Winner("", ""));
            unless(
                    winner.contender().equals(answer.leaderId()),
                    "%s was told as done, and that term was won by %s",
                    answer,
                    winner);
            unless(
                    to.filter(name -> !name.equals(winner.contender()) && !name.equals(winner.candidate()))
                            .isEmpty(),
                    "%s was told as done, and leadership was to go to %s",
                    answer,
                    to);
        }
    }

    /** Told that nothing was done and that nothing is going to be. */
    void refused(String id, Throwable why) {
        if (!everWiped) {
            refused.add(id);
            unless(!carriedOut.containsKey(id), "request %s was carried out, and refused: %s", id, why);
        }
    }
}
