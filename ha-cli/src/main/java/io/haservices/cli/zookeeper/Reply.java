package io.haservices.cli.zookeeper;

import java.util.stream.Stream;

/**
 * What a server answered.
 *
 * @param word to which word
 * @param text its answer
 */
record Reply(String word, String text) {
    private static final int SHOWN = 60;

    boolean isEmpty() {
        return text.isBlank();
    }

    boolean isRefused() {
        return text.startsWith(word + " is not executed because it is not in the whitelist");
    }

    boolean isWithoutQuorum() {
        return text.startsWith("This ZooKeeper instance is not currently serving requests");
    }

    /** To {@code srvr}. */
    boolean isFromZooKeeper() {
        return isRefused() || isWithoutQuorum() || text.startsWith("Zookeeper version:");
    }

    Stream<String> lines() {
        return text.lines();
    }

    String firstLine() {
        String line = text.lines().findFirst().orElse("");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }
}
