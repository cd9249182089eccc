package dev.stile.flow.text;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells from the author's own text around a placeholder what it stands in: an address, a JSON
 * document, HTML, Markdown, or plain text. Values are never looked at.
 */
final class Standing {
    private static final Pattern ADDRESS =
            Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://[^\\s\"'<>]*$");
    private static final Pattern ELEMENT = Pattern.compile("<[/!]?[a-zA-Z][^<>]*>?");
    private static final Pattern MARKUP =
            Pattern.compile("(?m)\\*\\*|__|`|\\]\\(|^#{1,6} |^> |^[*+-] |^\\|");

    private static final Pattern DOCUMENT =
            Pattern.compile("^(\\{\\s*(\"|}$)|\\[\\s*([\"{\\[\u0000]|]$))");

    private final boolean json;
    private final Escape around;

    private Standing(boolean json, Escape around) {
        this.json = json;
        this.around = around;
    }

    static Standing in(List<Piece> pieces) {
        StringBuilder own = new StringBuilder();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Literal(String text)) {
                own.append(text);
            } else {
                own.append('\u0000');
            }
        }
        String text = own.toString().strip();
        boolean json = DOCUMENT.matcher(text).find() && (text.endsWith("}") || text.endsWith("]"));
        Escape around =
                ELEMENT.matcher(text).find()
                        ? Escape.HTML
                        : MARKUP.matcher(text).find() ? Escape.MARKDOWN : Escape.TEXT;
        return new Standing(json, around);
    }

    /** Whether the text is a JSON document and what comes next stands outside its quotes. */
    boolean isBareJson(String before) {
        return json && !isInQuotes(before);
    }

    /**
     * What the place needs.
     *
     * @param before the author's text before it, what was filled in already left out
     */
    Escape escape(String before) {
        if (json) {
            return Escape.JSON;
        }
        return ADDRESS.matcher(before).find() ? Escape.URL : around;
    }

    private static boolean isInQuotes(String before) {
        boolean inside = false;
        for (int index = 0; index < before.length(); index++) {
            char unit = before.charAt(index);
            if (unit == '\\' && inside) {
                index++;
            } else if (unit == '"') {
                inside = !inside;
            }
        }
        return inside;
    }
}
