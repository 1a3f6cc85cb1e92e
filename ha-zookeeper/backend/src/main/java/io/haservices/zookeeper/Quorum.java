package io.haservices.zookeeper;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The servers as the user named them.
 *
 * @param servers {@code host:port,host:port,...} without blanks, each with its port
 * @param chroot the path behind the last server, which ZooKeeper lets users append; empty, or beginning with {@code /}
 */
record Quorum(String servers, String chroot) {
    private static final int DEFAULT_PORT = 2181;
    private static final Pattern SERVER =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+(?:%[\\w.-]+)?]|[\\w.-]+)(?::(\\d{1,5}))?");

    /** @throws IllegalArgumentException with what is wrong with which server */
    static Quorum parse(String text) {
        int slash = text.indexOf('/');
        String servers = slash < 0 ? text : text.substring(0, slash);
        List<String> parsed = new ArrayList<>();
        for (String server : servers.split(",", -1)) {
            parsed.add(server(server.trim()));
        }
        return new Quorum(String.join(",", parsed), slash < 0 ? "" : text.substring(slash));
    }

    private static String server(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a server between two commas, or before or behind one, is empty");
        }
        Matcher form = SERVER.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is not host:port (an IPv6 address needs brackets: [::1]:2181; servers are separated by ',')");
        }
        int port = form.group(2) == null ? DEFAULT_PORT : Integer.parseInt(form.group(2));
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("'" + text + "' has a port outside 1 to 65535");
        }
        return form.group(1) + ":" + port;
    }
}
