package dev.stile.cli.attach;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

/** The name of a remote as somebody typed it. */
final class RemoteName {
    private RemoteName() {}

    /**
     * The same name.
     *
     * @throws Failure USAGE if it could be taken for an option, a path or several words
     */
    static String checked(String typed, String verb) {
        if (!typed.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,99}")) {
            throw Failure.of(Code.USAGE)
                    .headline("not a name for a remote: " + typed)
                    .detail("letters, digits, - and _, beginning with a letter or a digit")
                    .argument("verb", verb)
                    .build();
        }
        return typed;
    }
}
