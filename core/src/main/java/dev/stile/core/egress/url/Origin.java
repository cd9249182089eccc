package dev.stile.core.egress.url;

/**
 * Scheme, host and port: what grants and credentials are bound to. Two origins are the same exactly
 * if they are equal.
 *
 * @param scheme how it is spoken to
 * @param host canonical: a lower-case name, an IPv4 address of four decimal numbers, or an IPv6
 *     address as RFC 5952 writes it, without brackets
 * @param port 1 to 65535
 */
public record Origin(Scheme scheme, String host, int port) {
    /**
     * Reads an origin with nothing beyond scheme, host and port: not even a slash at the end
     * (TU-3).
     */
    public static Origin parse(String text) throws AmbiguousUrlException {
        WebAddress address = WebAddress.parse(text);
        if (!address.isBareOrigin()) {
            throw new AmbiguousUrlException("an origin is only scheme, host and port");
        }
        return address.origin();
    }

    /** Whether the host is written as an address, not as a name. */
    public boolean isLiteral() {
        return isIpv6() || Hosts.isIpv4(host);
    }

    /** Whether the host means this machine by its very spelling. */
    public boolean isLoopbackByName() {
        return host.equals("localhost")
                || host.equals("::1")
                || (Hosts.isIpv4(host) && host.startsWith("127."));
    }

    /** Host as an address or a {@code Host} header spells it: IPv6 in brackets, port if needed. */
    public String authority() {
        String name = isIpv6() ? "[" + host + "]" : host;
        return port == scheme.defaultPort() ? name : name + ":" + port;
    }

    // Written out, as is the hash: a record's own are linked at their first call, which costs a
    // fresh
    // process more than everything else it does before its first byte leaves.
    @Override
    public boolean equals(Object other) {
        return other instanceof Origin that
                && scheme == that.scheme
                && host.equals(that.host)
                && port == that.port;
    }

    @Override
    public int hashCode() {
        return host.hashCode() * 31 + port * 2 + scheme.ordinal();
    }

    /** {@code https://tracker.example} or {@code http://[::1]:8080}. */
    @Override
    public String toString() {
        return scheme.wire() + "://" + authority();
    }

    private boolean isIpv6() {
        return host.indexOf(':') >= 0;
    }
}
