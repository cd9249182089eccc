package dev.stile.flow.rulebook;

import java.util.List;

/**
 * What applying a document would do. It was checked as a whole.
 *
 * @param exists whether there is a rule of that slug
 * @param lines the document line by line: {@code " "} stays, {@code "-"} goes, {@code "+"} comes
 */
public record Comparison(String slug, boolean exists, List<String> lines) {
    public Comparison {
        lines = List.copyOf(lines);
    }
}
