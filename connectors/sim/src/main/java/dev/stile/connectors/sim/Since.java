package dev.stile.connectors.sim;

import dev.stile.api.value.Cursor;
import dev.stile.api.value.Token;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a delta begins. Once the server said that nothing happened since, the cursor also holds the
 * validator of that answer: as long as it is the same, it has no body.
 *
 * @param place as the server gave it
 * @param tag of the answer that had nothing in it
 */
record Since(String place, Optional<String> tag) {
    private static final Pattern BOTH = Pattern.compile("([^.]+)\\.([A-Za-z0-9_-]{1,100})");
    private static final Pattern WEAK = Pattern.compile("W/\"([A-Za-z0-9_-]{1,100})\"");

    static Since of(Cursor cursor) {
        Matcher both = BOTH.matcher(cursor.text());
        return both.matches()
                ? new Since(both.group(1), Optional.of(both.group(2)))
                : new Since(cursor.text(), Optional.empty());
    }

    /** The same place, as an answer without anything new names it. */
    Since unchanged(Optional<Token> validator) {
        return new Since(
                place,
                validator
                        .map(given -> WEAK.matcher(given.text()))
                        .filter(Matcher::matches)
                        .map(found -> found.group(1)));
    }

    Cursor cursor() {
        return new Cursor(tag.map(known -> place + "." + known).orElse(place));
    }

    Optional<Token> validator() {
        return tag.map(known -> new Token("W/\"" + known + "\""));
    }
}
