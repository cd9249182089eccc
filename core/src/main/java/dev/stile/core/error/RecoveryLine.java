package dev.stile.core.error;

import java.util.HashMap;
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
    private static final Pattern PLACE = Pattern.compile("( ?)\\{([a-z]+)}");
    private static final String GIT = "git ";

    /** The names of its places, in order. */
    public List<String> places() {
        return PLACE.matcher(template).results().map(place -> place.group(2)).toList();
    }

    /**
     * The command with its arguments quoted for a shell; empty if one is not known, because it
     * could not be typed.
     *
     * @param around what is known beside the arguments
     */
    public Optional<String> filled(Map<String, List<String>> arguments, RemoteWords around) {
        Map<String, List<String>> known = new HashMap<>(around.places());
        known.putAll(arguments);
        return known.keySet().containsAll(places())
                ? Optional.of(filled(known, around.folder()))
                : Optional.empty();
    }

    /** The command with what is known without an error; places for the rest stay. */
    public String shown(RemoteWords around) {
        return filled(around.places(), around.folder());
    }

    private String filled(Map<String, List<String>> known, Optional<String> folder) {
        String line =
                PLACE.matcher(template)
                        .replaceAll(place -> Matcher.quoteReplacement(words(place, known)));
        return folder.filter(there -> line.startsWith(GIT))
                .map(there -> GIT + "-C " + ShellWords.quoted(there) + line.substring(3))
                .orElse(line);
    }

    /** A place for no words takes the space before it along. */
    private static String words(MatchResult place, Map<String, List<String>> known) {
        List<String> words = known.get(place.group(2));
        if (words == null) {
            return place.group();
        }
        return words.isEmpty() ? "" : place.group(1) + ShellWords.line(words);
    }
}
