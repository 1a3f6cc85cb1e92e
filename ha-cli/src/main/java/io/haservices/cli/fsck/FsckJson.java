package io.haservices.cli.fsck;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.check.CheckReport;
import io.haservices.check.Finding;
import io.haservices.check.OriginFinding;
import java.util.Locale;

/** A report as data. */
final class FsckJson {
    private FsckJson() {}

    static void put(ObjectNode json, CheckReport report) {
        json.put("election", report.election())
                .put("epoch", report.epoch())
                .put("origin", report.origin())
                .put("removed", report.removed())
                .put("states", report.states())
                .put("bytes_read", report.bytesRead())
                .put("under_way", report.underWay())
                .put("incomplete_under_way", report.incompleteUnderWay());
        ArrayNode findings = json.putArray("findings");
        report.findings().forEach(finding -> put(findings.addObject(), finding));
        ArrayNode origins = json.putArray("other_origins");
        report.otherOrigins().forEach(origin -> put(origins.addObject(), origin));
    }

    private static void put(ObjectNode json, Finding finding) {
        json.put("kind", word(finding.kind()))
                .put("treatment", word(finding.treatment()))
                .put("subject", finding.subject())
                .put("location", finding.location().isEmpty() ? null : finding.location())
                .put("detail", finding.detail());
    }

    private static void put(ObjectNode json, OriginFinding origin) {
        json.put("origin", origin.origin())
                .put("treatment", word(origin.treatment()))
                .put("blobs", origin.blobs())
                .put("bytes", origin.bytes().isPresent() ? (Long) origin.bytes().getAsLong() : null)
                .put("lowest_epoch", origin.lowestEpoch())
                .put("highest_epoch", origin.highestEpoch())
                .put("incomplete", origin.incomplete())
                .put("named", origin.named())
                .put("detail", origin.detail());
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
