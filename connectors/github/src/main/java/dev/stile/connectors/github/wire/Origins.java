package dev.stile.connectors.github.wire;

import java.net.URI;
import java.util.Locale;

/** Whether two addresses have one origin: scheme, host and port. */
final class Origins {
    private Origins() {}

    static boolean isSame(URI one, URI other) {
        return one.getHost() != null
                && one.getScheme() != null
                && one.getRawUserInfo() == null
                && origin(one).equals(origin(other));
    }

    private static String origin(URI address) {
        int own = "http".equalsIgnoreCase(address.getScheme()) ? 80 : 443;
        int port = address.getPort() < 0 ? own : address.getPort();
        return (address.getScheme() + "://" + address.getHost() + ":" + port)
                .toLowerCase(Locale.ROOT);
    }
}
