package io.haservices.etcd;

import java.net.URI;
import java.util.Locale;

/**
 * Where one server listens for clients.
 *
 * @param host a name or an address; an address of IPv6 in brackets
 */
record Endpoint(String host, int port, boolean tls) {
    private static final int DEFAULT_PORT = 2379;
    private static final int HIGHEST_PORT = 65_535;

    /** @throws IllegalArgumentException with the reason, in words that complete "... is no endpoint of etcd: " */
    static Endpoint parse(String text) {
        URI uri = uri(text.trim());
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("it begins with neither http:// nor https://");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        boolean more = uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null;
        if (more || !(path.isEmpty() || path.equals("/"))) {
            throw new IllegalArgumentException("only a scheme, a host and a port are expected");
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
            throw new IllegalArgumentException("the host or the port is not one");
        }
        return new Endpoint(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(), scheme.equals("https"));
    }

    String authority() {
        return host + ":" + port;
    }

    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + authority();
    }

    private static URI uri(String text) {
        try {
            // As etcd's own tools take it: a bare host:port is not encrypted.
            return URI.create(text.contains("://") ? text : "http://" + text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("it is not a URL", e);
        }
    }
}
