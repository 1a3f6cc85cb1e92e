package io.haservices.core.service;

import io.haservices.Fence;
import io.haservices.core.election.ScopePreparation;
import io.haservices.core.records.EpochRecord;
import io.haservices.core.records.Layout;
import io.haservices.core.records.Records;
import io.haservices.core.runtime.Stages;
import io.haservices.core.state.FencePoint;
import io.haservices.core.state.Fencing;
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
            return CompletableFuture.completedFuture(
                    new FencePoint(current.epoch(), entry.get().version(), current.origin()));
        });
    }

    private CompletionStage<FencePoint> stale(Fence.AtEpoch given, long current) {
        return Stages.failed(new StaleEpochException("the write", layout.election(), given.epoch(), current));
    }
}
