package dev.stile.connectors.sim.wire;

import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.Comment;
import dev.stile.api.record.CommentDraft;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.util.Optional;

/** Reads and writes comments. */
public final class CommentReader {
    private CommentReader() {}

    /** A comment. */
    public static Comment read(JsonView view) {
        try {
            return new Comment(
                    new RecordId(view.field("id").text()),
                    new RecordId(view.field("record").text()),
                    Optional.of(RecordReader.person(view.field("author"))),
                    Optional.of(view.field("created_at").instant()),
                    Optional.of(view.field("updated_at").instant()),
                    view.find("reply_to").map(JsonView::text).map(RecordId::new),
                    view.field("body").text(),
                    new Version(view.field("version").text()));
        } catch (IllegalArgumentException outsideGrammar) {
            throw view.expected("a comment whose ids keep to their grammar");
        }
    }

    /** The body of a new comment. */
    public static Json draft(CommentDraft draft) {
        return Json.object().put("body", draft.body()).putIf("reply_to", draft.replyTo()).build();
    }

    /** The body of a changed comment. */
    public static Json change(CommentDraft draft) {
        return Json.object().put("body", draft.body()).build();
    }
}
