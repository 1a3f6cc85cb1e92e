package io.haservices.bootstrap;

import java.util.Set;

/**
 * The number of a server. ZooKeeper's documentation allows 1 to 255; 0 and larger ones work with every version as well, as long as no two
 * numbers have the same last byte.
 */
final class PeerId {
    private static final int RANGE = 256;

    private PeerId() {}

    static int parse(String text, String where) {
        try {
            if (text.matches("[0-9]+")) {
                return Integer.parseInt(text);
            }
        } catch (NumberFormatException e) {
            // Reported below, together with what is no number at all.
        }
        throw BootstrapException.configuration(
                where + ": '" + text + "' is no server number (0 to " + Integer.MAX_VALUE + ").");
    }

    /** Session ids carry the last byte of the number of the server that made them: two with one byte could make the same. */
    static void refuseClash(int id, Set<Integer> taken, String where) {
        for (int other : taken) {
            if (other == id) {
                throw BootstrapException.configuration(
                        where + ": there is more than one line for the number " + id + ".");
            }
            if (other % RANGE == id % RANGE) {
                throw BootstrapException.configuration(where + ": server." + id + " and server." + other
                        + " could give two clients the same session id, since their numbers are equal modulo " + RANGE
                        + ". Choose another number; 1 to 255 are always fine.");
            }
        }
    }
}
