package dev.stile.git.broken;

import java.io.IOException;
import java.net.Socket;

/** Breaks the rule that only egress speaks to the network. */
final class OpensSocket {
    void open() throws IOException {
        new Socket("127.0.0.1", 9).close();
    }
}
