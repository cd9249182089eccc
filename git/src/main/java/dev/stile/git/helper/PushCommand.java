package dev.stile.git.helper;

import java.util.Optional;

/**
 * One line {@code push [+]<source>:<ref>}.
 *
 * @param source what to push, empty to delete; one character a byte
 * @param ref the ref of the remote
 * @param force whether the fast-forward rule is lifted for it
 */
record PushCommand(Optional<String> source, String ref, boolean force) {
    /** Reads what follows {@code push}. Empty if it is no refspec. */
    static Optional<PushCommand> parse(String refspec) {
        boolean force = refspec.startsWith("+");
        String text = force ? refspec.substring(1) : refspec;
        int colon = text.lastIndexOf(':');
        if (colon < 0 || colon == text.length() - 1) {
            return Optional.empty();
        }
        return Optional.of(
                new PushCommand(
                        colon == 0 ? Optional.empty() : Optional.of(text.substring(0, colon)),
                        text.substring(colon + 1),
                        force));
    }
}
