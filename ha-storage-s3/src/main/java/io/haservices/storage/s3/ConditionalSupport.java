package io.haservices.storage.s3;

import io.haservices.errors.UnsupportedCapabilityException;
import io.haservices.spi.storage.StorageCapability;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a server was seen to do with conditions. One after the other only: that it holds in a race cannot be probed.
 *
 * @param absence what is wrong with If-None-Match, or empty when it works
 * @param match what is wrong with If-Match, or empty when it works
 * @param form how If-Match wants its tag
 */
record ConditionalSupport(String absence, String match, Optional<TagForm> form) {
    enum TagForm {
        QUOTED,
        BARE;

        String of(String tag) {
            String bare = tag.replace("\"", "");
            return this == BARE ? bare : '"' + bare + '"';
        }
    }

    Set<StorageCapability> capabilities() {
        Set<StorageCapability> found = EnumSet.noneOf(StorageCapability.class);
        if (absence.isEmpty()) {
            found.add(StorageCapability.PUT_IF_ABSENT);
        }
        if (form.isPresent()) {
            found.add(StorageCapability.COMPARE_AND_SET);
        }
        return Set.copyOf(found);
    }

    void demand(StorageCapability capability) {
        if (!capabilities().contains(capability)) {
            throw missing(capability, capability == StorageCapability.PUT_IF_ABSENT ? absence : match);
        }
    }

    TagForm tagForm() {
        return form.orElseThrow(() -> missing(StorageCapability.COMPARE_AND_SET, match));
    }

    private static UnsupportedCapabilityException missing(StorageCapability capability, String reason) {
        return new UnsupportedCapabilityException("the S3 server cannot " + capability + ": " + reason
                + ". Use a server whose conditional writes work, or a coordination service.");
    }
}
