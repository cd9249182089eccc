package dev.stile.core.error;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command to type, with places for arguments.
 *
 * @param template such as {@code stile connection origins {connection} --add {origin}}
 */
public record RecoveryLine(String template) {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

    /** The names of its places, in order. */
    public List<String> places() {
        return PLACE.matcher(template).results().map(place -> place.group(1)).toList();
    }

    /**
     * The command with its arguments quoted for a shell; empty if one is not known, because it
     * could not be typed.
     */
    public Optional<String> filled(Map<String, List<String>> arguments) {
        if (!arguments.keySet().containsAll(places())) {
            return Optional.empty();
        }
        return Optional.of(
                PLACE.matcher(template)
                        .replaceAll(
                                (MatchResult place) ->
                                        Matcher.quoteReplacement(
                                                ShellWords.line(
                                                        arguments.getOrDefault(
                                                                place.group(1), List.of())))));
    }
}
