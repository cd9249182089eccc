package dev.stile.flow.text;

import dev.stile.flow.text.Piece.Literal;
import dev.stile.flow.text.Piece.Placeholder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A text of a rule, taken apart: what stands as it is, and what is filled in. Immutable. */
record TemplateText(List<Piece> pieces) {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    TemplateText {
        pieces = List.copyOf(pieces);
    }

    /** Whether somebody who reads the text as a template would find anything in it. */
    static boolean isTemplate(String text) {
        return text.contains(OPEN);
    }

    static TemplateText parse(String text) throws TemplateSyntaxException {
        List<Piece> pieces = new ArrayList<>();
        int done = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, done)) {
            if (open > done) {
                pieces.add(new Literal(text.substring(done, open)));
            }
            int close = end(text, open + OPEN.length());
            pieces.add(
                    new PlaceholderParser(text.substring(open + OPEN.length(), close).strip())
                            .parse());
            done = close + CLOSE.length();
        }
        if (done < text.length()) {
            pieces.add(new Literal(text.substring(done)));
        }
        return new TemplateText(pieces);
    }

    /** The braces that end it: those inside a quoted default do not. */
    private static int end(String text, int from) throws TemplateSyntaxException {
        boolean quoted = false;
        for (int index = from; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (unit == '"') {
                quoted = !quoted;
            } else if (unit == '\\' && quoted) {
                index++;
            } else if (!quoted && text.startsWith(CLOSE, index)) {
                return index;
            }
        }
        throw new TemplateSyntaxException("a placeholder has no end: }} is missing");
    }

    /** The placeholder that is the whole text, so that its value keeps its type. */
    Optional<Placeholder> alone() {
        return pieces.size() == 1 && pieces.getFirst() instanceof Placeholder only
                ? Optional.of(only)
                : Optional.empty();
    }

    List<Placeholder> placeholders() {
        return pieces.stream()
                .filter(Placeholder.class::isInstance)
                .map(Placeholder.class::cast)
                .toList();
    }
}
