package dev.stile.api.recordaction;

import dev.stile.api.action.ActionCall;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.json.Json;
import dev.stile.api.record.CommentDraft;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.taint.WritableInput;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a call asks for. What the input lacks, and what is outside its grammar, is {@link Invalid}
 * on that member, before any request.
 */
public record Asked(ActionCall call) {
    /** The project that is meant. */
    public ProjectRef project() {
        return read("project", ProjectRef::new);
    }

    RecordId record() {
        return read("id", RecordId::new);
    }

    Untainted<RecordDraft, Sink.RecordField> draft() {
        RecordDraft titled = read("title", RecordDraft::titled);
        return field(find("body").map(titled::withBody).orElse(titled));
    }

    Untainted<CommentDraft, Sink.RecordField> comment() {
        return field(read("text", text -> new CommentDraft(text, Optional.empty())));
    }

    /** A member that must be there. */
    public String text(String name) {
        return find(name).orElseThrow(() -> new Invalid(name, "a text is due here", List.of()));
    }

    /** The input was made for an action; its texts are checked again for a record's fields. */
    public <T extends WritableInput> Untainted<T, Sink.RecordField> field(T value) {
        return Tainted.of(value, call.input().label()).sanitise(Sanitizers.recordField());
    }

    /** The member of the input that a field of a record or comment came from. */
    String member(String field) {
        if (field.equals(FieldRef.ASSIGNEES.toString())) {
            return "person";
        }
        boolean comment = call.action().equals(RecordActionSpecs.COMMENT);
        return comment && field.equals(FieldRef.BODY.toString()) ? "text" : field;
    }

    /** The same refusal, told of the member that the caller knows. */
    ConnectorException refusal(Invalid refused) {
        String member = member(refused.field());
        if (member.equals(refused.field())) {
            return refused;
        }
        Invalid renamed =
                new Invalid(member, "the server does not take this value", refused.allowed());
        Optional<Tainted<String>> said = refused.remoteText();
        return said.isPresent() ? renamed.saying(said.get()) : renamed;
    }

    private <T> T read(String name, Function<String, T> reader) {
        String text = text(name);
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException outsideGrammar) {
            throw new Invalid(name, "is not of the form that it has", List.of());
        }
    }

    private Optional<String> find(String name) {
        return call.input()
                .value()
                .json()
                .get(name)
                .flatMap(
                        value ->
                                value instanceof Json.JsonText(String text)
                                        ? Optional.of(text)
                                        : Optional.empty());
    }
}
