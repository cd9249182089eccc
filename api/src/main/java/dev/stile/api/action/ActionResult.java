package dev.stile.api.action;

import dev.stile.api.json.Json;
import dev.stile.api.taint.Tainted;

import java.util.Optional;

/**
 * It happened.
 *
 * @param summary one line about what happened; may hold words of the vendor
 * @param output as the action's output schema says
 * @param receipt by what it can be found again
 */
public record ActionResult(
        Tainted<String> summary, Tainted<Json> output, Optional<Receipt> receipt) {}
