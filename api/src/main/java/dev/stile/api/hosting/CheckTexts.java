package dev.stile.api.hosting;

import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Quantity;
import dev.stile.api.value.Sha;

import java.util.List;

/**
 * What the runs of one check wrote.
 *
 * @param headSha the head that they ran on
 * @param complete whether all of it could be read
 */
public record CheckTexts(Sha headSha, List<CheckText> items, boolean complete) {
    public CheckTexts {
        items = List.copyOf(items);
    }

    /**
     * What one run wrote.
     *
     * @param source which app reports it, as {@link Check} has it
     * @param text for people
     * @param left characters that were left out at the front
     */
    public record CheckText(
            Tainted<String> name,
            Tainted<String> source,
            Check.Outcome outcome,
            Tainted<String> text,
            long left) {}

    /** The same, each with its last characters: what went wrong mostly stands at the end. */
    CheckTexts cut(int longest) {
        return new CheckTexts(
                headSha, items.stream().map(each -> cut(each, longest)).toList(), complete);
    }

    private static CheckText cut(CheckText text, int longest) {
        long over =
                text.text()
                        .checked(
                                all ->
                                        new Quantity(
                                                Math.max(
                                                        0,
                                                        all.codePointCount(0, all.length())
                                                                - longest)))
                        .value();
        return new CheckText(
                text.name(),
                text.source(),
                text.outcome(),
                text.text().map(all -> all.substring(all.offsetByCodePoints(0, (int) over))),
                text.left() + over);
    }
}
