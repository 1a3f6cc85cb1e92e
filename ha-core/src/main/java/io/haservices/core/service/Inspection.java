package io.haservices.core.service;

import io.haservices.Candidate;
import io.haservices.ElectionStatus;
import io.haservices.PastTerm;
import io.haservices.Pause;
import io.haservices.SteeringStatus;
import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.EpochRecord;
import io.haservices.core.records.HistoryRecord;
import io.haservices.core.records.Layout;
import io.haservices.core.records.PauseRecord;
import io.haservices.core.records.Records;
import io.haservices.core.records.ReservationRecord;
import io.haservices.core.records.TermRecord;
import io.haservices.core.retrieval.LeaderInfos;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reads everything about an election, for people. */
final class Inspection {
    private final Layout layout;
    private final Coordination coordination;
    private final Candidates candidates;

    Inspection(Layout layout, Coordination coordination, Candidates candidates) {
        this.layout = layout;
        this.coordination = coordination;
        this.candidates = candidates;
    }

    CompletionStage<ElectionStatus> status() {
        CompletionStage<Optional<Entry>> epoch = coordination.get(layout.epoch());
        CompletionStage<Optional<Entry>> control = coordination.get(layout.control());
        CompletionStage<Optional<Entry>> leader = coordination.get(layout.leader());
        CompletionStage<List<Candidate>> standing = candidates.of(layout.scope());
        return epoch.thenCombine(control, (e, c) -> status(e, c))
                .thenCombine(
                        leader,
                        (status, entry) -> new ElectionStatus(
                                status.election(),
                                status.epoch(),
                                status.origin(),
                                LeaderInfos.in(layout.election(), entry),
                                List.of(),
                                status.removed(),
                                status.steering()))
                .thenCombine(
                        standing,
                        (status, found) -> new ElectionStatus(
                                status.election(),
                                status.epoch(),
                                status.origin(),
                                status.leader(),
                                found,
                                status.removed(),
                                status.steering()));
    }

    CompletionStage<List<PastTerm>> history() {
        return coordination
                .get(layout.history())
                .thenApply(entry ->
                        entry
                                .map(found -> Records.decode(found, HistoryRecord.class))
                                .orElse(HistoryRecord.NONE)
                                .terms()
                                .stream()
                                .map(Inspection::past)
                                .toList());
    }

    private static PastTerm past(TermRecord term) {
        return new PastTerm(
                term.epoch(),
                term.leader(),
                Instant.parse(term.began()),
                Optional.of(term.ended()).filter(text -> !text.isEmpty()).map(Instant::parse),
                term.reason(),
                term.detail());
    }

    CompletionStage<List<String>> stores() {
        return coordination
                .list(layout.states())
                .thenApply(entries -> entries.stream()
                        .map(entry -> entry.key().names().get(1))
                        .distinct()
                        .sorted()
                        .toList());
    }

    private ElectionStatus status(Optional<Entry> epoch, Optional<Entry> control) {
        EpochRecord term =
                epoch.map(entry -> Records.decode(entry, EpochRecord.class)).orElse(new EpochRecord(0, "", "", ""));
        ControlRecord steered =
                control.map(entry -> Records.decode(entry, ControlRecord.class)).orElse(ControlRecord.NONE);
        return new ElectionStatus(
                layout.election(),
                term.epoch(),
                term.origin(),
                Optional.empty(),
                List.of(),
                steered.removed(),
                steering(steered, term));
    }

    private static SteeringStatus steering(ControlRecord control, EpochRecord term) {
        return new SteeringStatus(
                Optional.of(control.pause()).filter(PauseRecord::isThere).map(pause -> pause(pause, term.leader())),
                Optional.of(control.reservation())
                        .filter(ReservationRecord::isThere)
                        .map(ReservationRecord::contender),
                control.transferred() > 0 && control.transferred() == term.epoch());
    }

    private static Pause pause(PauseRecord pause, String candidateId) {
        return new Pause(
                pause.reason(),
                Instant.parse(pause.since()),
                Optional.of(pause.limitMillis()).filter(limit -> limit > 0).map(Duration::ofMillis),
                candidateId);
    }
}
