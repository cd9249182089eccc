package dev.stile.git.helper;

import java.io.IOException;

/** The other side does not speak the protocol, or stopped in the middle of it. */
final class ProtocolBroken extends IOException {
    private static final long serialVersionUID = 1L;

    ProtocolBroken(String message) {
        super(message);
    }
}
