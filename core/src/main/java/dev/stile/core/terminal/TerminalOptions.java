package dev.stile.core.terminal;

import java.util.Map;

/**
 * How a terminal is written to.
 *
 * @param interactive whether a person sees the notes while they are written
 * @param colour whether words of ours may have colours
 * @param quiet whether notes are left out; results, warnings and errors never are
 */
public record TerminalOptions(boolean interactive, boolean colour, boolean quiet) {
    /** Colours only for a person, unless {@code NO_COLOR}, a dumb terminal or a flag says no. */
    public static TerminalOptions of(
            Map<String, String> environment, boolean interactive, boolean noColour, boolean quiet) {
        boolean colour =
                interactive
                        && !noColour
                        && environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new TerminalOptions(interactive, colour, quiet);
    }
}
