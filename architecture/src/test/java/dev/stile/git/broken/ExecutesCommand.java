package dev.stile.git.broken;

import java.io.IOException;

/** Breaks the rule that processes are started only where it is named, by the old way. */
final class ExecutesCommand {
    void start() throws IOException {
        Runtime.getRuntime().exec(new String[] {"true"});
    }
}
