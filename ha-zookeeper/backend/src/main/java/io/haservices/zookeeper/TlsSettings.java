package io.haservices.zookeeper;

import io.haservices.config.Configuration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How connections are encrypted, read and checked.
 *
 * @param keyStore who this process is, for servers that ask
 * @param trustStore there if enabled
 * @param protocols versions of TLS that may be used
 * @param remark what whoever starts this should know, or empty
 */
record TlsSettings(
        boolean enabled,
        Optional<TlsStore> keyStore,
        Optional<TlsStore> trustStore,
        boolean hostnameVerification,
        List<String> protocols,
        TlsLibrary library,
        String remark) {

    /** In the clear. */
    static TlsSettings none(TlsLibrary library, String remark) {
        return new TlsSettings(false, Optional.empty(), Optional.empty(), true, List.of(), library, remark);
    }

    /** Adds all that is wrong to the problems; the stores are opened for that. */
    static TlsSettings read(Configuration configuration, List<String> problems) {
        return new TlsReading(configuration, TlsLibrary.found(), problems).settings();
    }

    /** What the client library has to be told; empty if it can be told nothing. */
    Map<String, String> clientProperties() {
        return TlsProperties.of(this);
    }

    /** In a few words, for people. */
    String describe() {
        if (!enabled) {
            return "off";
        }
        return String.join(", ", protocols) + "; trusts "
                + trustStore.map(TlsStore::toString).orElse("nobody")
                + keyStore.map(store -> "; identity " + store).orElse("; no client certificate")
                + (hostnameVerification ? "" : "; host names are not verified");
    }
}
