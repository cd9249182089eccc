package dev.stile.connectors.redmine.write;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.FieldRef;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Token;
import dev.stile.connectors.redmine.client.RedmineClient.Written;
import dev.stile.connectors.redmine.wire.Faults;
import dev.stile.connectors.redmine.wire.Vocabulary;

import java.util.List;

/** What a refused write means. */
final class Refusal {
    private enum About {
        PROJECT,
        FIELDS
    }

    private static final String NO_FIELD = "request";

    private Refusal() {}

    /**
     * The error for an answer that is not the promised one.
     *
     * @param sent the fields of the write: if there is but one and nothing else can be told, it is
     *     the one
     */
    static ConnectorException of(
            Written written, What what, List<FieldRef> sent, Tainted<Vocabulary> words) {
        if (!written.answered(422)) {
            return written.error(what);
        }
        try {
            return validation(written, sent, words).saying(written.answer().text());
        } catch (ConnectorException.Malformed withoutSentences) {
            return written.error(what);
        }
    }

    private static ConnectorException validation(
            Written written, List<FieldRef> sent, Tainted<Vocabulary> words) {
        Tainted<JsonView> answer = written.answer().json();
        About about =
                answer.checked(
                                view ->
                                        new Fact<>(
                                                Faults.isAboutProject(view)
                                                        ? About.PROJECT
                                                        : About.FIELDS))
                        .answer();
        if (about == About.PROJECT) {
            return new Permission(
                    "the project takes no new issues from the owner of this API key",
                    List.of(
                            "the right to add issues, in a project that is open and has issue tracking"));
        }
        String field =
                answer.combine(words, Faults::first)
                        .checked(found -> new Token(found.map(FieldRef::toString).orElse(NO_FIELD)))
                        .text();
        if (field.equals(NO_FIELD) && sent.size() == 1) {
            return new Invalid(sent.getFirst(), "the server does not take this value", List.of());
        }
        return new Invalid(field, "the server refuses " + written.request().operation(), List.of());
    }
}
