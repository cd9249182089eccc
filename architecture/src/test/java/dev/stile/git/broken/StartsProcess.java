package dev.stile.git.broken;

import java.io.IOException;

/** Breaks the rule that processes are started only where it is named. */
final class StartsProcess {
    void start() throws IOException {
        new ProcessBuilder("true").start();
    }
}
