package io.haservices.zookeeper;

import io.haservices.zookeeper.TlsFinding.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is to be concluded from what was found at all servers. */
record TlsConclusion(List<TlsFinding> findings) {
    /** Whether there is nobody left to hope for: not one server that works, and none that could not be reached. */
    boolean isHopeless() {
        return isTroubling() && findings.stream().allMatch(finding -> finding.kind() == Kind.REFUSED);
    }

    /** Whether TLS has a part in there being no connection. */
    boolean isTroubling() {
        return findings.stream().anyMatch(finding -> finding.kind() == Kind.REFUSED);
    }

    /** One sentence for every thing that was found, with the servers that it was found at. */
    String text() {
        Map<String, String> servers = new LinkedHashMap<>();
        findings.forEach(finding -> servers.merge(
                finding.text(),
                finding.server(),
                (some, more) -> some.contains(more) ? some : some + " (and " + more + ")"));
        return servers.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .map(sentence -> sentence.endsWith(".") ? sentence : sentence + ".")
                .collect(Collectors.joining(" "));
    }
}
