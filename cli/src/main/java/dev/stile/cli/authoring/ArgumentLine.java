package dev.stile.cli.authoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Words of one text, as a shell would split them: spaces divide, quotes hold together, a backslash
 * takes the next character as it is. Nothing is ever expanded, and no shell reads it.
 */
final class ArgumentLine {
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private char quote;

    private ArgumentLine() {}

    /** The words; empty if a quote or an escape does not end. */
    static Optional<List<String>> split(String text) {
        return new ArgumentLine().read(text);
    }

    private Optional<List<String>> read(String text) {
        for (int index = 0; index < text.length(); index++) {
            char next = text.charAt(index);
            boolean escapes = next == '\\' && quote != '\'';
            if (escapes) {
                index++;
                if (index == text.length()) {
                    return Optional.empty();
                }
                add(text.charAt(index));
            } else if (quote != 0) {
                inQuotes(next);
            } else if (next == '\'' || next == '"') {
                quote = next;
                begun = true;
            } else if (next == ' ' || next == '\t') {
                end();
            } else {
                add(next);
            }
        }
        end();
        return quote == 0 ? Optional.of(List.copyOf(words)) : Optional.empty();
    }

    private void inQuotes(char next) {
        if (next == quote) {
            quote = 0;
        } else {
            add(next);
        }
    }

    private void add(char next) {
        word.append(next);
        begun = true;
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
            word.setLength(0);
            begun = false;
        }
    }
}
