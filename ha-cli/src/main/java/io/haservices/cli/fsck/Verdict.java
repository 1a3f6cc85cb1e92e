package io.haservices.cli.fsck;

import io.haservices.check.CheckReport;
import io.haservices.check.Treatment;
import java.util.List;
import java.util.Locale;

/** What comes of a whole run; its exit codes are those of other programs of this name. */
enum Verdict {
    CLEAN(0),
    REPAIRED(1),
    LEFT(4),
    ERROR(8);

    private final int code;

    Verdict(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Verdict of(List<CheckReport> reports, boolean failed) {
        if (failed || reports.stream().anyMatch(CheckReport::incomplete)) {
            return ERROR;
        }
        if (any(reports, Treatment.LEFT)) {
            return LEFT;
        }
        return any(reports, Treatment.REMOVED) || any(reports, Treatment.QUARANTINED) ? REPAIRED : CLEAN;
    }

    private static boolean any(List<CheckReport> reports, Treatment treatment) {
        return reports.stream().anyMatch(report -> report.any(treatment));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
