package dev.stile.core.terminal;

import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.RecordId;

/** A piece of a line: words of ours, or outside text that was made safe for a terminal. */
public sealed interface Words {
    /** Words of ours, and what the user typed. Not for text from outside. */
    record Ours(String text, Style style) implements Words {}

    /** Text from outside, made safe. It never has a colour. */
    record Outside(Untainted<String, Sink.Terminal> text) implements Words {}

    static Words of(String ours) {
        return new Ours(ours, Style.PLAIN);
    }

    static Words of(String ours, Style style) {
        return new Ours(ours, style);
    }

    static Words outside(Untainted<String, Sink.Terminal> text) {
        return new Outside(text);
    }

    /** Text from outside as one quoted line. */
    static Words quoted(Tainted<String> text) {
        return new Outside(text.sanitise(Sanitizers.terminal()));
    }

    /**
     * An id: its grammar keeps control characters out, and the writer shows whatever else is
     * invisible.
     */
    static Words id(RecordId id) {
        return new Ours(id.text(), Style.PLAIN);
    }
}
