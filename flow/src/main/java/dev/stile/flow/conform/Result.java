package dev.stile.flow.conform;

import dev.stile.api.json.Json;

import java.util.Locale;

/**
 * What came of one case.
 *
 * @param family what it is about, such as {@code subscribe}
 * @param name what is due, in one sentence
 * @param outcome how it went
 * @param seen what was seen instead, or why it was skipped; empty when it passed
 * @param rule the requirement
 */
public record Result(String family, String name, Outcome outcome, String seen, String rule) {
    /** How a case went. */
    public enum Outcome {
        PASS,
        FAIL,
        SKIPPED;

        /** As reports spell it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Json json() {
        return Json.object()
                .put("family", family)
                .put("case", name)
                .put("outcome", outcome.word())
                .put("seen", seen)
                .put("rule", rule)
                .build();
    }

    /** {@code fail act: the key makes a repeated act harmless (FL-24): two receipts}. */
    String text() {
        return outcome.word()
                + " "
                + family
                + ": "
                + name
                + " ("
                + rule
                + ")"
                + (seen.isEmpty() ? "" : ": " + seen);
    }
}
