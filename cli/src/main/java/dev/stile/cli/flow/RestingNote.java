package dev.stile.cli.flow;

import dev.stile.core.error.ShellWords;

/** Tells that a rule does nothing with what it was given until it is resumed. */
public final class RestingNote {
    private RestingNote() {}

    /**
     * A line for people, with the command that ends it.
     *
     * @param slug of the rule
     */
    public static String of(String slug) {
        return "what "
                + slug
                + " was given waits for: "
                + ShellWords.command("stile rule resume", slug);
    }
}
