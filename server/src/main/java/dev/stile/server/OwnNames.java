package dev.stile.server;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Whether a request means us: a page of another site that found this port does not. */
final class OwnNames {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> names;

    /**
     * @param names in lower case, besides those of loopback
     */
    OwnNames(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    /** Whether a {@code Host} header names us. */
    boolean isHost(String header) {
        String host = header.toLowerCase(Locale.ROOT);
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']');
        String port = hasPort ? host.substring(colon + 1) : "";
        String name = hasPort ? host.substring(0, colon) : host;
        return port.matches("[0-9]{0,5}") && (LOOPBACK.contains(name) || names.contains(name));
    }

    /** Whether an {@code Origin} header is one of our own pages. */
    boolean isOrigin(String header) {
        try {
            String authority = URI.create(header).getRawAuthority();
            return authority != null && isHost(authority);
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }
}
