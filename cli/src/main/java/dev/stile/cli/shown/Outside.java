package dev.stile.cli.shown;

import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.core.terminal.Terminal;
import dev.stile.core.terminal.Words;

/** What came from outside, as it is shown. Pure. */
public final class Outside {
    private static final int LONGEST_WORD = 200;

    private Outside() {}

    /** A text as a value of its own. */
    public static Json text(Tainted<String> text) {
        return Json.object()
                .put("tainted", true)
                .put("text", text.sanitise(Sanitizers.jsonField()).value())
                .build();
    }

    /** A value as a value of its own, with its label. */
    public static Json value(Tainted<? extends Json> value) {
        return Json.object()
                .put("tainted", true)
                .put("label", label(value.label()))
                .put(
                        "value",
                        value.<Json>map(json -> json)
                                .sanitise(Sanitizers.jsonValue(EachText::through))
                                .value())
                .build();
    }

    /** A label as programs get it: {@code public}, or the scopes that it is private to. */
    public static Json label(Label label) {
        return Json.object()
                .put("integrity", label.integrity().name().toLowerCase(java.util.Locale.ROOT))
                .put(
                        "confidentiality",
                        label.confidentiality().isPublic()
                                ? Json.text("public")
                                : Json.array(
                                        label.confidentiality().scopes().stream()
                                                .<Json>map(scope -> Json.text(scope.toString()))
                                                .toList()))
                .build();
    }

    /** A value as a block, whole, escaped. */
    public static void block(Terminal terminal, Tainted<? extends Json> value) {
        terminal.resultBlock(
                value.<String>map(PlainJson::text).sanitise(Sanitizers.terminalBlock()));
    }

    /** An id or a name within a line of ours. */
    public static Words word(String stored, Label label) {
        return Words.quoted(Tainted.of(stored, label).map(Outside::cut));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_WORD ? text : text.substring(0, LONGEST_WORD) + "...";
    }
}
