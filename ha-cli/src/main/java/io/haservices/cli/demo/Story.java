package io.haservices.cli.demo;

import io.haservices.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What happens in the demo, step by step; each one fails by itself. */
final class Story {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Workspace workspace;
    private final Children children;
    private final Timeline timeline;
    private final Sabotage sabotage;
    private final DemoService service;
    private final Findings findings;
    private final List<Contender> contenders = new ArrayList<>();

    Story(DemoService service, Workspace workspace, Children children, Timeline timeline, Sabotage sabotage) {
        this.service = service;
        this.findings = new Findings(service.name());
        this.workspace = workspace;
        this.children = children;
        this.timeline = timeline;
        this.sabotage = sabotage;
    }

    Findings findings() {
        return findings;
    }

    void tell(boolean keep) throws IOException {
        timeline.note(
                "server-starting",
                "starts a server of " + service.title() + " from "
                        + service.program().getFileName());
        DemoServer server = DemoServer.start(service, workspace, children, keep);
        findings.version = server.version();
        timeline.note(
                "server-started", service.title() + " " + server.version() + " serves on 127.0.0.1:" + server.port());
        workspace.writeClients(service, server.port());
        // One after another: starting JVMs take all of a small machine, and a leader that is kept waiting steps down.
        for (String name : List.of("anna", "ben", "cleo")) {
            contenders.add(Contender.start(name, workspace, children));
            await(Step.ELECTION, name + " does not stand by", happening -> is(name, "standby", happening));
        }
        Findings.Leader first = leader(Step.ELECTION, 0);
        findings.first = first;
        Happening saved = await(Step.SAVE, "the leader saved nothing", of(first, "saved"));
        killLeader(first);
        findings.second = leader(Step.TAKEOVER, first.epoch());
        awaitEndOf(saved);
        recover(findings.second, saved);
        writeLate(first);
    }

    private Findings.Leader leader(Step step, long after) {
        Happening granted = await(
                step,
                after == 0 ? "nobody was granted leadership" : "no standby took over",
                happening -> happening.event().equals("granted") && happening.epoch() > after);
        Contender contender = contenders.stream()
                .filter(one -> one.name().equals(granted.who()))
                .findFirst()
                .orElseThrow();
        String id = granted.record().path("leader_id").asText();
        return new Findings.Leader(granted.who(), id, contender.address(), granted);
    }

    private void killLeader(Findings.Leader leader) throws IOException {
        if (sabotage == Sabotage.BLOB) {
            workspace.damageBlobs();
        }
        for (Contender contender : contenders) {
            boolean leads = contender.name().equals(leader.name());
            if (leads || sabotage == Sabotage.STANDBY) {
                long now = System.nanoTime();
                children.kill(contender.process());
                timeline.note("killed", "kill -9 " + contender.process().pid() + ": " + contender.name() + " is dead");
                findings.killedAt = leads ? now : findings.killedAt;
            }
        }
    }

    private void awaitEndOf(Happening saved) {
        long pid = saved.record().path("pid").asLong();
        Optional<Long> gone =
                Patience.await(PATIENCE, () -> ProcessHandle.of(pid).isEmpty() ? Optional.of(pid) : Optional.empty());
        if (gone.isEmpty()) {
            throw new StepFailedException(
                    Step.GUARD, "the program of the dead leader, process " + pid + ", still runs");
        }
        timeline.note("guarded", "the program of the dead leader is gone too: its guard ended it");
    }

    private void recover(Findings.Leader leader, Happening saved) {
        Happening recovered = await(
                Step.RECOVERY,
                "the new leader recovered nothing",
                of(leader, "recovered").or(of(leader, "failed")));
        String expected = saved.record().path("content").asText();
        findings.recovered = recovered.record().path("content").asText().equals(expected);
        if (!findings.recovered) {
            throw new StepFailedException(
                    Step.RECOVERY,
                    "the new leader did not recover what the dead one had saved: "
                            + recovered
                                    .record()
                                    .path("message")
                                    .asText(recovered.record().toString()));
        }
        await(Step.RECOVERY, "the new leader saved nothing", of(leader, "saved"));
    }

    private void writeLate(Findings.Leader dead) throws IOException {
        Path late = Files.writeString(workspace.folder().resolve("late.txt"), "written by a dead leader\n");
        List<String> arguments = new ArrayList<>(List.of("state", "put", MasterCommand.STORE, MasterCommand.STATE));
        arguments.addAll(List.of(late.toString(), "--election", Contender.ELECTION));
        arguments.addAll(List.of("--conf", workspace.conf().toString()));
        arguments.addAll(
                sabotage == Sabotage.FENCE ? List.of("--unfenced") : List.of("--epoch", Long.toString(dead.epoch())));
        Process writer = children.start(JavaProgram.ha(workspace, true, arguments), workspace.log("late-write"));
        int code = Patience.await(PATIENCE, () -> writer.isAlive() ? Optional.empty() : Optional.of(writer.exitValue()))
                .orElseThrow(() -> new StepFailedException(Step.STALE_WRITE, "the late write did not end"));
        findings.staleWriteExitCode = code;
        findings.staleWriteRefused = code == ExitCode.STALE_EPOCH;
        String said = Logs.tail(workspace.log("late-write"));
        if (!findings.staleWriteRefused) {
            throw new StepFailedException(
                    Step.STALE_WRITE,
                    "a late write of the dead leader was not refused with exit code 3, but ended with " + code + ": "
                            + said);
        }
        timeline.note("stale-write", "a late write with epoch " + dead.epoch() + " is refused, exit code " + code);
    }

    private Happening await(Step step, String failure, Predicate<Happening> wanted) {
        return Patience.await(PATIENCE, () -> {
                    timeline.gather(contenders);
                    return timeline.first(wanted).or(() -> allDead(step, failure));
                })
                .orElseThrow(() ->
                        new StepFailedException(step, failure + " within " + PATIENCE.toSeconds() + " s" + logs()));
    }

    // Nobody is left who could still do it.
    private Optional<Happening> allDead(Step step, String failure) {
        if (contenders.stream().noneMatch(contender -> contender.process().isAlive())) {
            timeline.gather(contenders);
            throw new StepFailedException(step, failure + ": no contender is alive any more" + logs());
        }
        return Optional.empty();
    }

    private String logs() {
        StringBuilder logs = new StringBuilder();
        contenders.forEach(contender -> logs.append("; ")
                .append(contender.name())
                .append(" says: ")
                .append(Logs.tail(workspace.log(contender.name()))));
        return logs.toString();
    }

    // The program of a leader that is gone does nothing more.
    private Predicate<Happening> of(Findings.Leader leader, String event) {
        return happening -> {
            if (is(leader.name(), "exited", happening)) {
                throw new StepFailedException(Step.ELECTION, leader.name() + " leads no more: " + happening.record());
            }
            return is(leader.name(), event, happening) && happening.epoch() == leader.epoch();
        };
    }

    private static boolean is(String who, String event, Happening happening) {
        return happening.who().equals(who) && happening.event().equals(event);
    }
}
