package dev.stile.api.action;

import dev.stile.api.json.Json;
import dev.stile.api.taint.Tainted;

import java.util.List;
import java.util.Optional;

/**
 * It happened.
 *
 * @param summary one line about what happened; may hold words of the vendor
 * @param output as the action's output schema says
 * @param receipt by what it can be found again
 * @param notes words of ours about what is odd, such as {@code output_invalid}; none makes it less
 *     done
 */
public record ActionResult(
        Tainted<String> summary,
        Tainted<Json> output,
        Optional<Receipt> receipt,
        List<String> notes) {
    public ActionResult {
        notes = List.copyOf(notes);
    }

    /** It happened, and nothing about it is odd. */
    public ActionResult(Tainted<String> summary, Tainted<Json> output, Optional<Receipt> receipt) {
        this(summary, output, receipt, List.of());
    }
}
