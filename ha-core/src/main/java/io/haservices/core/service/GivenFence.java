package io.haservices.core.service;

import io.haservices.Fence;
import io.haservices.core.election.ScopePreparation;
import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.EpochRecord;
import io.haservices.core.records.Layout;
import io.haservices.core.records.Records;
import io.haservices.core.runtime.Stages;
import io.haservices.core.state.FencePoint;
import io.haservices.core.state.Fencing;
import io.haservices.errors.ElectionRemovedException;
import io.haservices.errors.StaleEpochException;
import io.haservices.spi.coordination.Coordination;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A fence that is given by hand: it reads the epoch entry before each write, and the write guards on what was read. */
final class GivenFence implements Fencing {
    private final Layout layout;
    private final Coordination coordination;
    private final ScopePreparation preparation;
    private final Fence fence;

    GivenFence(Layout layout, Coordination coordination, ScopePreparation preparation, Fence fence) {
        this.layout = layout;
        this.coordination = coordination;
        this.preparation = preparation;
        this.fence = fence;
    }

    @Override
    public CompletionStage<FencePoint> point() {
        return coordination.get(layout.epoch()).thenCompose(entry -> {
            if (entry.isEmpty()) {
                return fence instanceof Fence.AtEpoch given
                        ? stale(given, 0)
                        : preparation.prepare().thenCompose(nothing -> point());
            }
            EpochRecord current = Records.decode(entry.get(), EpochRecord.class);
            if (fence instanceof Fence.AtEpoch given && given.epoch() != current.epoch()) {
                return stale(given, current.epoch());
            }
            return unlessRemoved(new FencePoint(current.epoch(), entry.get().version(), current.origin()));
        });
    }

    /** Read after the epoch: a removal that comes later begins a new epoch, and the write fails on that. */
    private CompletionStage<FencePoint> unlessRemoved(FencePoint point) {
        return coordination.get(layout.control()).thenCompose(entry -> {
            boolean removed = entry.map(
                            found -> Records.decode(found, ControlRecord.class).removed())
                    .orElse(false);
            return removed
                    ? Stages.failed(new ElectionRemovedException("the write refused: election '" + layout.election()
                            + "' was removed, and what is written into it would be deleted. Nothing was changed. It begins"
                            + " anew when a contender is started."))
                    : CompletableFuture.completedFuture(point);
        });
    }

    private CompletionStage<FencePoint> stale(Fence.AtEpoch given, long current) {
        return Stages.failed(new StaleEpochException("the write", layout.election(), given.epoch(), current));
    }
}
