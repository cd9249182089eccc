package dev.stile.git.broken;

import java.io.IOException;
import java.net.URI;

/** Breaks the rule that only egress speaks to the network, without a class of the network's own. */
final class OpensUrl {
    int read(URI address) throws IOException {
        return address.toURL().openStream().read();
    }
}
