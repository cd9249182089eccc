package dev.stile.git.broken;

import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.taint.UserInput;

/** Breaks the rule that only named classes call a value the user's own. */
final class TrustsOutside {
    Untainted<String, Sink.RecordField> trust(String text) {
        return UserInput.trusted(text);
    }
}
