package io.haservices.core.simulation;

import static io.haservices.core.simulation.Violation.unless;

import io.haservices.EndReason;
import io.haservices.LeaderContender;
import io.haservices.Leadership;
import io.haservices.errors.ElectionRemovedException;
import io.haservices.errors.HaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one process is told as a contender, and what must hold of that. */
final class Contestant implements LeaderContender {
    private final SimulatedProcess process;
    private final Realm realm;
    private final Ledger ledger;
    private final List<Leadership> revoked = new ArrayList<>();
    private @Nullable Leadership held;
    private long overdueSince = -1;
    private int grants;

    Contestant(SimulatedProcess process, Realm realm) {
        this.process = process;
        this.realm = realm;
        this.ledger = realm.ledger();
    }

    Optional<Leadership> held() {
        return Optional.ofNullable(held);
    }

    @Override
    public void onGranted(Leadership leadership) {
        Environment environment = process.environment;
        environment.tally.count(Tally.Of.GRANTS);
        environment.trace.note("%s is granted epoch %d", process.name, leadership.epoch());
        environment.checking(() -> {
            unless(held == null, "%s was granted a term while it had not been revoked one", process.name);
            ledger.granted(leadership.epoch());
        });
        grants++;
        held = leadership;
        overdueSince = -1;
        if (environment.chance.mishap(30)) {
            throw new IllegalStateException("the recovery fails, as it was told to");
        }
        new Reign(process, ledger, leadership).begin();
    }

    @Override
    public void onRevoked(Leadership leadership) {
        Environment environment = process.environment;
        environment.tally.count(Tally.Of.REVOCATIONS);
        environment.trace.note(
                "%s is revoked epoch %d: %s",
                process.name,
                leadership.epoch(),
                leadership.ended().map(EndReason::name).orElse("for no reason"));
        leadership.ended().ifPresent(reason -> {
            if (reason == EndReason.DEADLINE) {
                environment.tally.count(Tally.Of.STEP_DOWNS_AT_THE_DEADLINE);
            } else if (reason == EndReason.DEPOSED) {
                environment.tally.count(Tally.Of.LIVING_LEADERS_DEPOSED);
            }
        });
        environment.checking(() -> {
            unless(
                    held == leadership,
                    "%s was revoked epoch %d, which it does not hold",
                    process.name,
                    leadership.epoch());
            unless(!leadership.isValid(), "epoch %d is valid after its revocation", leadership.epoch());
        });
        revoked.add(leadership);
        held = null;
    }

    @Override
    public void onError(HaException error) {
        if (error instanceof ElectionRemovedException) {
            process.environment.tally.count(Tally.Of.CONTENDERS_TOLD_OF_A_REMOVAL);
        }
        boolean removed =
                error instanceof ElectionRemovedException && realm.control().wasEverRemoved();
        process.environment.checking(() -> unless(removed, "%s was told %s", process.name, error));
    }

    /** Holds at every moment. */
    void check() {
        Leadership leadership = held;
        if (leadership == null || leadership.isValid() || leadership.ended().isPresent()) {
            overdueSince = -1;
            return;
        }
        long now = process.environment.time.nanoTime();
        overdueSince = overdueSince < 0 ? now : overdueSince;
        long late = Math.min(now - overdueSince, process.awake().toNanos());
        unless(
                late < 1_500_000_000L,
                "%s has led on with epoch %d for %.3f s after its deadline",
                process.name,
                leadership.epoch(),
                late / 1e9);
    }

    void checkAllRevoked() {
        unless(
                held == null && grants == revoked.size(),
                "%s had %d grants and %d revocations",
                process.name,
                grants,
                revoked.size());
    }
}
