package io.haservices.core.liveness;

/** host:port, with brackets where the host is an address of IPv6. */
final class HostPort {
    private HostPort() {}

    static String of(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
