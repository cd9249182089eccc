package dev.stile.connectors.redmine.wire;

import dev.stile.api.json.JsonView;
import dev.stile.api.record.FieldRef;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the field that a 422 is about. The server gives nothing but sentences in the language of
 * the key's owner, each beginning with the field's caption: {@code {"errors":["Subject cannot be
 * blank"]}}. So this is the one place that reads sentences (TR-51): English captions, and names of
 * custom fields in any language.
 */
public final class Faults {
    /**
     * What the server says when the project takes no new issue from us: it then does not see the
     * project at all.
     */
    private static final String NO_PROJECT = "Project cannot be blank";

    private Faults() {}

    /** Whether the project takes no issue from us. */
    public static boolean isAboutProject(JsonView answer) {
        return sentences(answer).contains(NO_PROJECT);
    }

    /** The field that the first sentence is about whose caption is known. */
    public static Optional<FieldRef> first(JsonView answer, Vocabulary words) {
        List<FieldRef> candidates = candidates(words);
        return sentences(answer).stream()
                .flatMap(
                        sentence ->
                                candidates.stream().filter(field -> fits(sentence, field)).limit(1))
                .findFirst();
    }

    private static List<String> sentences(JsonView answer) {
        return answer.find("errors").map(JsonView::items).orElse(List.of()).stream()
                .map(JsonView::text)
                .toList();
    }

    /** Longer captions first: one may begin like another. */
    private static List<FieldRef> candidates(Vocabulary words) {
        List<FieldRef> fields = new ArrayList<>();
        List.of(Attribute.values()).stream()
                .sorted(
                        Comparator.comparing((Attribute attribute) -> attribute.caption().length())
                                .reversed())
                .forEach(attribute -> fields.add(attribute.field()));
        words.fields().values().stream()
                .map(CustomField::ref)
                .sorted(Comparator.comparing((FieldRef field) -> field.name().length()).reversed())
                .forEach(fields::add);
        return fields;
    }

    private static boolean fits(String sentence, FieldRef field) {
        return Attribute.of(field)
                .map(attribute -> sentence.startsWith(attribute.caption() + " "))
                .orElseGet(() -> FieldKeys.snake(sentence).startsWith(field.name() + "_"));
    }
}
