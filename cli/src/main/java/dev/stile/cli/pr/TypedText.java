package dev.stile.cli.pr;

import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.taint.UserInput;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.InputFile;

/** What a person typed, or named as a file, to be said on a code host in their name. */
final class TypedText {
    private TypedText() {}

    /** A title or a message. */
    static Untainted<String, Sink.RecordField> of(String typed) {
        return UserInput.trusted(typed);
    }

    /** A file, or what is piped in. */
    static Untainted<String, Sink.RecordField> file(Desk desk, String file) {
        return UserInput.trusted(InputFile.text(desk, file));
    }
}
