package dev.stile.connectors.github.write;

import java.util.regex.Pattern;

/**
 * Makes plain what would run as a command. The host itself runs none from a text, but apps that
 * many repositories install take a line that begins with {@code /} as theirs: such a line gets a
 * backslash, which Markdown does not show.
 *
 * <p>Mentions and closing keywords are left as they are: they notify and link, as whoever wrote the
 * text meant them to, and change nothing before a merge that a person or the gate decides.
 */
public final class HostCommands {
    /** Blanks of all kinds before it, and characters that nobody sees, are cut by bots. */
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^([\\h\\x0B\\f\\p{Z}\\p{Cf}]*)/(?=\\S)");

    private HostCommands() {}

    /** The text without a line that a bot takes as a command. */
    public static String escaped(String text) {
        return COMMAND.matcher(text).replaceAll("$1\\\\/");
    }
}
